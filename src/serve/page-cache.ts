/**
 * Pages and API answers in memory: made when first asked for, made again when something changed, at most once a second
 * each, and always served whole from memory in between. A flash crowd costs one rendering a second.
 */
import { hash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Change } from '../engine/engine.ts';
import { codingFor, matchesTag } from './coding.ts';

const KEPT_MAX = 1_000;
/** Characters kept in all; searches of a large observatory are many long pages. */
const KEPT_CHARS_MAX = 64_000_000;
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

interface Making {
  kept: Promise<Kept | undefined>;
  /** Something changed while it was made. */
  overtaken: boolean;
}

const gzipAsync = promisify(gzip);
const brotliAsync = promisify(brotliCompress);

export class PageCache {
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Making>();
  #chars = 0;
  readonly #now: () => number;
  rendered = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Marks what shows any of this as due to be made again. */
  changed(change: Change): void {
    // What is being made may have been read before this.
    for (const making of this.#making.values()) making.overtaken = true;
    for (const kept of this.#kept.values()) {
      const { timeline, service } = kept.rendered;
      if (timeline !== undefined && timeline !== change.timeline) continue;
      if (service === undefined || change.services === 'all' || change.services.has(service)) kept.stale = true;
    }
  }

  /** Everything is made again, for instance after a replay's speed was changed. */
  clear(): void {
    for (const making of this.#making.values()) making.overtaken = true;
    for (const key of [...this.#kept.keys()]) this.#forget(key);
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
    const known = this.#making.get(key);
    if (known !== undefined) return known.kept;
    const making: Making = { overtaken: false, kept: Promise.resolve(undefined) };
    this.#making.set(key, making);
    making.kept = this.#render(key, making, render).finally(() => this.#making.delete(key));
    return making.kept;
  }

  async #render(key: string, making: Making, render: () => Promise<Rendered | undefined>): Promise<Kept | undefined> {
    const madeAt = this.#now();
    const rendered = await render();
    this.#forget(key);
    if (rendered === undefined) return undefined;
    this.rendered += 1;
    // Weak: the same content in another coding has the same tag.
    const etag = `W/"${hash('sha256', rendered.text, 'base64url').slice(0, 22)}"`;
    const kept: Kept = { rendered, etag, madeAt, stale: making.overtaken, identity: Buffer.from(rendered.text) };
    this.#kept.set(key, kept);
    this.#chars += rendered.text.length;
    while (this.#kept.size > KEPT_MAX || (this.#chars > KEPT_CHARS_MAX && this.#kept.size > 1)) {
      this.#forget(this.#kept.keys().next().value!);
    }
    return kept;
  }

  #forget(key: string): void {
    this.#chars -= this.#kept.get(key)?.rendered.text.length ?? 0;
    this.#kept.delete(key);
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
  if (ifNoneMatch !== undefined && matchesTag(ifNoneMatch, etag)) return new Response(null, { status: 304, headers });
  const coding = codingFor(acceptEncoding);
  if (coding === 'br') {
    kept.brotli ??= brotliAsync(rendered.text, BROTLI);
    headers['content-encoding'] = 'br';
    return new Response((await kept.brotli) as Uint8Array<ArrayBuffer>, { headers });
  }
  if (coding === 'gzip') {
    kept.gzip ??= gzipAsync(rendered.text);
    headers['content-encoding'] = 'gzip';
    return new Response((await kept.gzip) as Uint8Array<ArrayBuffer>, { headers });
  }
  return new Response(kept.identity as Uint8Array<ArrayBuffer>, { headers });
}
