/**
 * Path and query that a format logs apart become one target, where they lie: the query is moved next to the path, and what
 * was between them takes its place.
 */
import { FIELD, type Line } from '../line.ts';

const QUESTION = 63;

/** Joins the query from `queryFrom` to `queryTo`, with or without its question mark, to the path in the field `target`. */
export function joinQuery(bytes: Uint8Array, line: Line, queryFrom: number, queryTo: number): void {
  const { spans } = line;
  const pathFrom = spans[2 * FIELD.target]!;
  const pathTo = spans[2 * FIELD.target + 1]!;
  if (pathFrom < 0) return;
  // What is called a path holds the query too in some logs.
  for (let at = pathFrom; at < pathTo; at++) if (bytes[at] === QUESTION) return;
  const marked = bytes[queryFrom] === QUESTION;
  if (queryFrom >= pathTo) {
    // The byte after the path was a separator, and makes room for the mark.
    const head = marked ? pathTo : pathTo + 1;
    if (queryFrom < head) return;
    if (!marked) bytes[pathTo] = QUESTION;
    rotate(bytes, head, queryFrom, queryTo);
    shift(spans, head, queryFrom, queryTo - queryFrom);
    spans[2 * FIELD.target + 1] = head + queryTo - queryFrom;
  } else if (queryTo <= pathFrom) {
    const head = marked ? queryFrom : queryFrom - 1;
    if (head < 0) return;
    bytes[head] = QUESTION;
    rotate(bytes, head, queryTo, pathTo);
    shift(spans, queryTo, pathTo, head - queryTo);
    spans[2 * FIELD.target + 1] = pathTo;
  }
}

/** Swaps the neighbours from `a` to `b` and from `b` to `c`: turned round each, then both together. */
function rotate(bytes: Uint8Array, a: number, b: number, c: number): void {
  bytes.subarray(a, b).reverse();
  bytes.subarray(b, c).reverse();
  bytes.subarray(a, c).reverse();
}

/** Fields that began between `from` and `to` have been moved. */
function shift(spans: Int32Array, from: number, to: number, by: number): void {
  for (let field = 0; field < spans.length; field += 2) {
    const start = spans[field]!;
    if (start < from || start >= to) continue;
    spans[field] = start + by;
    spans[field + 1]! += by;
  }
}
