/**
 * Fields behind the user agent that say themselves what they are: `rt=0.012 uct="0.001" us=502`, as many operators of nginx
 * log how long the origin took.
 */
import type { Line } from '../line.ts';
import { QUOTE, SPACE } from './bytes.ts';
import type { ReadOptions } from './forwarded.ts';
import { HASH_START, hashStep, roleOf, tableOf } from './keys.ts';
import { createDraft, ROLE, store } from './roles.ts';

const EQUALS = 61;

/** The short names are those of nginx's own guide: https://docs.nginx.com/nginx-amplify/metrics-metadata/ */
const PAIRS = tableOf([
  [ROLE.seconds, 'rt requesttime'],
  [ROLE.connected, 'uct upstreamconnecttime'],
  [ROLE.answered, 'uht upstreamheadertime'],
  [ROLE.originStatus, 'us ust upstreamstatus'],
  [ROLE.host, 'host vhost sn servername'],
  [ROLE.country, 'country cc'],
  [ROLE.network, 'asn'],
]);

/** Reads all pairs there are; a value that makes no sense in its role is passed over, since the line is good without it. */
export function pairsReader(options: ReadOptions): (bytes: Uint8Array, from: number, end: number, line: Line) => void {
  const draft = createDraft(options);
  return (bytes, from, end, line) => {
    let at = from;
    while (at < end) {
      let hash = HASH_START;
      while (at < end && bytes[at] !== SPACE && bytes[at] !== EQUALS && bytes[at] !== QUOTE) {
        hash = hashStep(hash, bytes[at++]!);
      }
      const isPair = at < end && bytes[at] === EQUALS;
      if (isPair) at++;
      const isQuoted = at < end && bytes[at] === QUOTE;
      const start = isQuoted ? at + 1 : at;
      at = start;
      while (at < end && bytes[at] !== (isQuoted ? QUOTE : SPACE)) at++;
      const role = isPair ? roleOf(PAIRS, hash) : ROLE.skip;
      if (role !== ROLE.skip) store(role, bytes, start, at, line, draft);
      at++;
    }
  };
}
