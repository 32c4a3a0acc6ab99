/**
 * Pages and API answers in memory: made when first asked for, made again when something changed, at most once a second
 * each, and always served whole from memory in between. A flash crowd costs one rendering a second.
 */
import { hash } from 'node:crypto';
import type { Change } from '../engine/engine.ts';
import type { Language } from '../words/tongue.ts';
import { type Coding, codingFor, encode, matchesTag } from './coding.ts';
import { safeResponse, withSafeHeaders } from './safe.ts';

const KEPT_MAX = 1_000;
/** Characters kept in all; searches of a large observatory are many long pages. */
const KEPT_CHARS_MAX = 64_000_000;
/** A page is not made again sooner than this. */
const RENDER_EVERY_MS = 1_000;
/** Nor kept longer, since it may have to say that it is out of date. */
const KEPT_MS = 15_000;

export interface Rendered {
  readonly type: string;
  /** Bytes are sent as they are; text is packed as the reader takes it. */
  readonly text: string | Uint8Array;
  /** What other sites may do with it: read it, or show it as a part of their pages. */
  readonly elsewhere?: 'read' | 'frame';
  /** Which timeline and service it shows; undefined shows all. */
  readonly timeline?: string | undefined;
  readonly service?: string | undefined;
  /** Of a page: the same address has others in other languages. */
  readonly language?: Language;
}

interface Kept {
  readonly rendered: Rendered;
  readonly etag: string;
  readonly madeAt: number;
  stale: boolean;
  /** Bytes and headers for each coding that was asked for; a coding is made once, however many ask at once. */
  readonly coded: Map<Coding, Promise<Coded>>;
  /** Those of them that are done. */
  readonly ready: Map<Coding, Coded>;
}

export interface Coded {
  readonly bytes: Uint8Array;
  readonly headers: Record<string, string>;
}

interface Making {
  kept: Promise<Kept | undefined>;
  /** Something changed while it was made. */
  overtaken: boolean;
}

export class PageCache {
  readonly #kept = new Map<string, Kept>();
  readonly #making = new Map<string, Making>();
  #chars = 0;
  readonly #now: () => number;
  rendered = 0;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Marks what shows any of this as due to be made again; what somebody decided is shown at once. */
  changed(change: Change): void {
    // What is being made may have been read before this.
    for (const making of this.#making.values()) making.overtaken = true;
    if (change.decided) this.#making.clear();
    for (const [key, kept] of this.#kept) {
      const { timeline, service } = kept.rendered;
      if (timeline !== undefined && timeline !== change.timeline) continue;
      if (service !== undefined && change.services !== 'all' && !change.services.has(service)) continue;
      if (change.decided) this.#forget(key);
      else kept.stale = true;
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

  /** The bytes and headers of an answer that lies ready, for whoever does not have it yet; most requests of a crowd. */
  ready(key: string, acceptEncoding: string | undefined): Coded | undefined {
    const kept = this.#kept.get(key);
    return kept !== undefined && this.#isGood(kept) ? kept.ready.get(codingOf(kept, acceptEncoding)) : undefined;
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
    making.kept = this.#render(key, making, render).finally(() => {
      if (this.#making.get(key) === making) this.#making.delete(key);
    });
    return making.kept;
  }

  async #render(key: string, making: Making, render: () => Promise<Rendered | undefined>): Promise<Kept | undefined> {
    const madeAt = this.#now();
    const rendered = await render();
    // A decision came in between: whoever waited gets this, whoever asks after it something newer.
    const isCurrent = this.#making.get(key) === making;
    if (isCurrent) this.#forget(key);
    if (rendered === undefined) return undefined;
    this.rendered += 1;
    // Weak: the same content in another coding has the same tag.
    const etag = `W/"${hash('sha256', rendered.text, 'base64url').slice(0, 22)}"`;
    const kept: Kept = { rendered, etag, madeAt, stale: making.overtaken, coded: new Map(), ready: new Map() };
    if (!isCurrent) return kept;
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

const codingOf = ({ rendered: { text } }: Kept, acceptEncoding: string | undefined): Coding =>
  typeof text === 'string' ? codingFor(acceptEncoding) : undefined;

const QUALITY = { br: 5, gzip: 6 };

async function respond(
  kept: Kept,
  { ifNoneMatch, acceptEncoding }: { ifNoneMatch: string | undefined; acceptEncoding: string | undefined },
): Promise<Response> {
  if (ifNoneMatch !== undefined && matchesTag(ifNoneMatch, kept.etag)) {
    return safeResponse(null, 304, headersOf(kept, undefined));
  }
  const coding = codingOf(kept, acceptEncoding);
  let coded = kept.coded.get(coding);
  if (coded === undefined) {
    coded = code(kept, coding);
    kept.coded.set(coding, coded);
  }
  const { bytes, headers } = await coded;
  return safeResponse(bytes, 200, headers);
}

async function code(kept: Kept, coding: Coding): Promise<Coded> {
  const plain = Buffer.from(kept.rendered.text);
  const bytes = await encode(plain, coding, QUALITY);
  const coded = { bytes, headers: { ...headersOf(kept, coding), 'content-length': String(bytes.length) } };
  kept.ready.set(coding, coded);
  return coded;
}

/** In place of what keeps an answer to our own pages. */
const ELSEWHERE: Readonly<Record<NonNullable<Rendered['elsewhere']>, Readonly<Record<string, string>>>> = {
  read: { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' },
  frame: {
    'content-security-policy':
      "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *",
    'cross-origin-resource-policy': 'cross-origin',
    'x-frame-options': '',
  },
};

function headersOf({ rendered, etag }: Kept, coding: Coding): Record<string, string> {
  return withSafeHeaders({
    'content-type': rendered.type,
    'cache-control': 'no-cache',
    etag,
    ...(rendered.elsewhere === undefined ? {} : ELSEWHERE[rendered.elsewhere]),
    ...(rendered.language === undefined
      ? { vary: 'accept-encoding' }
      : { vary: 'accept-encoding, accept-language, cookie', 'content-language': rendered.language }),
    ...(coding === undefined ? {} : { 'content-encoding': coding }),
  });
}
