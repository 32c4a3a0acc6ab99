/** What a reader's headers ask of an answer that lies in memory, after RFC 9110: its coding, and whether it is known already. */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** undefined: as it is. */
export type Coding = 'br' | 'gzip' | undefined;

/** What browsers and scripts send, in the few forms that there are, is weighed once. */
const weighed = new Map<string, Coding>();
const WEIGHED_MAX = 1_000;

/** What is refused with q=0 is not sent. */
export function codingFor(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return undefined;
  if (!weighed.has(acceptEncoding)) {
    if (weighed.size >= WEIGHED_MAX) weighed.clear();
    weighed.set(acceptEncoding, weigh(acceptEncoding));
  }
  return weighed.get(acceptEncoding);
}

function weigh(acceptEncoding: string): Coding {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const weight = parameters.find((word) => word.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return (['br', 'gzip'] as const).find((coding) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0);
}

const inBrotli = promisify(brotliCompress);
const inGzip = promisify(gzip);

/** @param quality of each coding: what is made anew all the time has to be made quickly, what is kept for ever is made once */
export async function encode(
  plain: Uint8Array,
  coding: Coding,
  quality: Readonly<Record<NonNullable<Coding>, number>>,
): Promise<Uint8Array> {
  if (coding === 'br') return await inBrotli(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality.br } });
  return coding === 'gzip' ? await inGzip(plain, { level: quality.gzip }) : plain;
}

/** If-None-Match by weak comparison: a list, or any. */
export function matchesTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => opaque(one) === opaque(etag));
}
