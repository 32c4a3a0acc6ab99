/**
 * Pages and API answers in memory: made when first asked for, made again when something changed, at most once a second
 * each, and always served whole from memory in between. A flash crowd costs one rendering a second.
 */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Change } from '../engine/engine.ts';

const KEPT_MAX = 1_000;
/** A page is not made again sooner than this. */
const RENDER_EVERY_MS = 1_000;
/** Nor kept longer, since it may have to say that it is out of date. */
const KEPT_MS = 15_000;

export interface Rendered {
  readonly type: string;
  readonly text: string;
  /** Which timeline and service it shows; undefined shows all. */
  readonly timeline?: string | undefined;
  readonly service?: string | undefined;
}

interface Kept {
  readonly rendered: Rendered;
  readonly etag: string;
  readonly madeAt: number;
  stale: boolean;
  readonly identity: Uint8Array;
  gzip?: Promise<Uint8Array>;
  brotli?: Promise<Uint8Array>;
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export class PageCache {
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Promise<Kept | undefined>>();
  readonly #now: () => number;
  rendered = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Marks what shows any of this as due to be made again. */
  changed(change: Change): void {
    for (const kept of this.#kept.values()) {
      const { timeline, service } = kept.rendered;
      if (timeline !== undefined && timeline !== change.timeline) continue;
      if (service === undefined || change.services === 'all' || change.services.has(service)) kept.stale = true;
    }
  }

  /** Everything is made again, for instance after a replay's speed was changed. */
  clear(): void {
    this.#kept.clear();
  }

  /** The answer for this key, or undefined when `render` finds nothing to show. */
  async answer(
    key: string,
    headers: { ifNoneMatch: string | undefined; acceptEncoding: string | undefined },
    render: () => Promise<Rendered | undefined>,
  ): Promise<Response | undefined> {
    const known = this.#kept.get(key);
    const kept = known !== undefined && this.#isGood(known) ? known : await this.#make(key, render);
    return kept === undefined ? undefined : respond(kept, headers);
  }

  #isGood(kept: Kept): boolean {
    const age = this.#now() - kept.madeAt;
    return age < (kept.stale ? RENDER_EVERY_MS : KEPT_MS);
  }

  #make(key: string, render: () => Promise<Rendered | undefined>): Promise<Kept | undefined> {
    const making = this.#making.get(key) ?? this.#render(key, render).finally(() => this.#making.delete(key));
    this.#making.set(key, making);
    return making;
  }

  async #render(key: string, render: () => Promise<Rendered | undefined>): Promise<Kept | undefined> {
    const madeAt = this.#now();
    const rendered = await render();
    this.#kept.delete(key);
    if (rendered === undefined) return undefined;
    this.rendered += 1;
    const etag = `"${hash('sha256', rendered.text, 'base64url').slice(0, 22)}"`;
    const kept: Kept = { rendered, etag, madeAt, stale: false, identity: Buffer.from(rendered.text) };
    if (this.#kept.size >= KEPT_MAX) this.#kept.delete(this.#kept.keys().next().value!);
    this.#kept.set(key, kept);
    return kept;
  }
}

const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

async function respond(
  kept: Kept,
  { ifNoneMatch, acceptEncoding }: { ifNoneMatch: string | undefined; acceptEncoding: string | undefined },
): Promise<Response> {
  const { rendered, etag } = kept;
  const headers: Record<string, string> = {
    'content-type': rendered.type,
    'cache-control': 'no-cache',
    etag,
    vary: 'accept-encoding',
  };
  if (ifNoneMatch !== undefined && matches(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  if (acceptEncoding?.includes('br')) {
    kept.brotli ??= brotliAsync(rendered.text, BROTLI);
    headers['content-encoding'] = 'br';
    return new Response((await kept.brotli) as Uint8Array<ArrayBuffer>, { headers });
  }
  if (acceptEncoding?.includes('gzip')) {
    kept.gzip ??= gzipAsync(rendered.text);
    headers['content-encoding'] = 'gzip';
    return new Response((await kept.gzip) as Uint8Array<ArrayBuffer>, { headers });
  }
  return new Response(kept.identity as Uint8Array<ArrayBuffer>, { headers });
}

/** RFC 9110: weak comparison, a list, or any. */
function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  return ifNoneMatch.split(',').some((one) => one.trim().replace(/^W\//, '') === etag);
}
