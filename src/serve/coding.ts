/** What a reader's headers ask of an answer that lies in memory, after RFC 9110: its coding, and whether it is known already. */

/** What browsers and scripts send, in the few forms that there are, is weighed once. */
const weighed = new Map<string, 'br' | 'gzip' | undefined>();
const WEIGHED_MAX = 1_000;

/** What is refused with q=0 is not sent. */
export function codingFor(acceptEncoding: string | undefined): 'br' | 'gzip' | undefined {
  if (acceptEncoding === undefined) return undefined;
  if (!weighed.has(acceptEncoding)) {
    if (weighed.size >= WEIGHED_MAX) weighed.clear();
    weighed.set(acceptEncoding, weigh(acceptEncoding));
  }
  return weighed.get(acceptEncoding);
}

function weigh(acceptEncoding: string): 'br' | 'gzip' | undefined {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
    const weight = parameters.find((word) => word.startsWith('q='));
    weights.set(name, weight === undefined ? 1 : Number(weight.slice(2)));
  }
  return (['br', 'gzip'] as const).find((coding) => (weights.get(coding) ?? weights.get('*') ?? 0) > 0);
}

/** If-None-Match by weak comparison: a list, or any. */
export function matchesTag(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch.trim() === '*') return true;
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  return ifNoneMatch.split(',').some((one) => opaque(one) === opaque(etag));
}
