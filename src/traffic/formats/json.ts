/**
 * Logs of one JSON object a line. The object is walked once, without building it: each key's path is hashed on the way
 * (letters and digits only, in small letters, so that `remote_addr`, `remoteAddr` and nesting are the same), and the hash
 * says the value's role.
 */
import { FIELD, READ, type ReadLine } from '../line.ts';
import {
  BACKSLASH,
  BRACKET,
  BRACKET_END,
  COLON,
  COMMA,
  CR,
  isDigit,
  isLetter,
  LINE_MAX,
  QUOTE,
  SPACE,
} from './bytes.ts';
import type { ReadOptions } from './forwarded.ts';
import { HASH_START, hashStep, type Keys, roleOf, tableOf } from './keys.ts';
import { nextQuote, type Scan, unescapeJson } from './quoted.ts';
import { beginLine, createDraft, finishLine, store } from './roles.ts';

/** Deeper nesting than any log has. */
const DEPTH_MAX = 32;
const OPEN = 123;
const CLOSE = 125;
const TEXTS = [FIELD.target, FIELD.raw, FIELD.referrer, FIELD.agent, FIELD.host, FIELD.method, FIELD.detail] as const;

/** With `logsHeaders` all headers are in the log, so one that is missing was not sent. */
export function jsonReader(keys: Keys, options: ReadOptions, logsHeaders = false): ReadLine {
  const table = tableOf(keys);
  const draft = createDraft(options);
  const scan: Scan = { escaped: false };
  const hashes = new Int32Array(DEPTH_MAX);
  const isArray = new Uint8Array(DEPTH_MAX);

  return (bytes, start, lineEnd, line) => {
    let end = lineEnd;
    if (end > start && bytes[end - 1] === CR) end--;
    if (end === start) return READ.skip;
    if (end - start > LINE_MAX) return READ.long;
    beginLine(draft, line);
    scan.escaped = false;
    let at = afterSpace(bytes, start, end);
    if (at >= end || bytes[at] !== OPEN) return READ.shape;
    at++;
    let depth = 0;
    hashes[0] = HASH_START;
    isArray[0] = 0;
    // Whether the value before is done with, so that a comma or an end is due.
    let isAfterValue = false;
    for (;;) {
      at = afterSpace(bytes, at, end);
      if (at >= end) return READ.cut;
      const mark = bytes[at]!;
      if (mark === CLOSE || mark === BRACKET_END) {
        if ((isArray[depth] === 1) !== (mark === BRACKET_END)) return READ.shape;
        at++;
        if (depth === 0) break;
        depth--;
        isAfterValue = true;
        continue;
      }
      if (isAfterValue) {
        if (mark !== COMMA) return READ.shape;
        at++;
        isAfterValue = false;
        continue;
      }
      let hash = hashes[depth]!;
      if (isArray[depth] === 1) {
        // Of a list the first value counts.
        hashes[depth] = 0;
      } else {
        if (mark !== QUOTE) return READ.shape;
        at++;
        for (; at < end && bytes[at] !== QUOTE; at++) {
          const byte = bytes[at]!;
          if (byte === BACKSLASH) at++;
          else hash = hashStep(hash, byte);
        }
        at = afterSpace(bytes, at + 1, end);
        if (at >= end) return READ.cut;
        if (bytes[at] !== COLON) return READ.shape;
        at = afterSpace(bytes, at + 1, end);
        if (at >= end) return READ.cut;
      }

      const first = bytes[at]!;
      if (first === OPEN || first === BRACKET) {
        if (++depth >= DEPTH_MAX) return READ.shape;
        hashes[depth] = hash;
        isArray[depth] = first === BRACKET ? 1 : 0;
        at++;
        continue;
      }
      const role = roleOf(table, hash);
      let from = at;
      let to: number;
      if (first === QUOTE) {
        from++;
        to = nextQuote(bytes, from, end, scan);
        if (to >= end) return READ.cut;
        at = to + 1;
      } else {
        while (at < end && isBare(bytes[at]!)) at++;
        if (at >= end) return READ.cut;
        if (at === from) return READ.shape;
        to = first === 110 ? from : at;
      }
      if (role !== 0) {
        const code = store(role, bytes, from, to, line, draft);
        if (code !== READ.ok) return code;
      }
      isAfterValue = true;
    }
    if (afterSpace(bytes, at, end) < end) return READ.shape;
    const code = finishLine(bytes, line, draft);
    if (code !== READ.ok) return code;
    if (scan.escaped) for (const field of TEXTS) unescapeJson(bytes, line, field);
    if (logsHeaders) {
      setNone(line.spans, FIELD.referrer, start);
      setNone(line.spans, FIELD.agent, start);
    }
    return READ.ok;
  };
}

function setNone(spans: Int32Array, field: number, at: number): void {
  if (spans[2 * field]! >= 0) return;
  spans[2 * field] = at;
  spans[2 * field + 1] = at;
}

function afterSpace(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && (bytes[at] === SPACE || bytes[at] === 9)) at++;
  return at;
}

/** Bytes of numbers, `true`, `false` and `null`. */
const isBare = (byte: number): boolean => isLetter(byte) || isDigit(byte) || byte === 43 || byte === 45 || byte === 46;
