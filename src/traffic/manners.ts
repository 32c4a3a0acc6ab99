/** Protocol manners of a request, from its bytes: what no browser sends is odd; what changes something is a write. */
import { AGENT } from './agent.ts';
import { FIELD, type Line } from './line.ts';

export const MANNERS = { odd: 1, write: 2 } as const;

const packed = (text: string): number => {
  let value = 0;
  for (let i = 0; i < text.length; i += 1) value = (value * 31 + text.charCodeAt(i)) | 0;
  return value;
};

const READS = new Set(['GET', 'HEAD', 'OPTIONS'].map(packed));
const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE'].map(packed));
const GET = packed('GET');

/** `HTTP`, and what may follow it, as whole numbers of four bytes. */
const HTTP = 0x50545448;
const VERSION_1_1 = 0x312e312f;
const VERSION_1_0 = 0x302e312f;
const VERSION_2_0 = 0x302e322f;
const VERSION_3_0 = 0x302e332f;

/** Flags of MANNERS. @param agent kind of the agent, see agent.ts */
export function mannersOf({ spans }: Line, bytes: Uint8Array, view: DataView, agent: number): number {
  // What was sent instead of a request line is odd by itself.
  if (spans[2 * FIELD.raw]! >= 0) return MANNERS.odd;
  let flags = 0;
  const from = spans[2 * FIELD.method]!;
  if (from >= 0) {
    let method = 0;
    for (let at = from; at < spans[2 * FIELD.method + 1]!; at += 1) method = (method * 31 + bytes[at]!) | 0;
    if (method !== GET && !READS.has(method)) flags = WRITES.has(method) ? MANNERS.write : MANNERS.odd;
  }
  return isOddVersion(spans, view, agent) ? flags | MANNERS.odd : flags;
}

/** HTTP/1.0 and older are odd where the agent says it is a browser; any other unknown version always is. */
function isOddVersion(spans: Int32Array, view: DataView, agent: number): boolean {
  const from = spans[2 * FIELD.protocol]!;
  if (from < 0) return false;
  const length = spans[2 * FIELD.protocol + 1]! - from;
  if (length === 0) return agent === AGENT.browser;
  if (length < 6 || view.getInt32(from, true) !== HTTP) return true;
  if (length === 6) return !/[23]/.test(String.fromCharCode(view.getUint8(from + 5)));
  if (length !== 8) return true;
  const version = view.getInt32(from + 4, true);
  if (version === VERSION_1_1 || version === VERSION_2_0 || version === VERSION_3_0) return false;
  return version !== VERSION_1_0 || agent === AGENT.browser;
}
