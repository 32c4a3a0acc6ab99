/**
 * Formats made of literal text and values in turn: `log_format` of nginx, `LogFormat` of Apache, and everything that can be
 * written down like them. Compiled once into two arrays, then read in one pass.
 */
import { FIELD, READ, type ReadLine } from '../line.ts';
import { BRACKET_END, COLON, COMMA, CR, LINE_MAX, QUOTE, SLASH, SPACE } from './bytes.ts';
import type { ReadOptions } from './forwarded.ts';
import { nextQuote, type Scan, unescapeField } from './quoted.ts';
import { beginLine, createDraft, finishLine, ROLE, store } from './roles.ts';
import { BAD, CUT } from './time.ts';

/** Literal text, or the role of a value. */
export type Part = string | number;

const ESCAPED = [FIELD.target, FIELD.raw, FIELD.referrer, FIELD.agent, FIELD.host, FIELD.method] as const;
/** Roles whose value may be a list with `, ` and ` : ` in it. */
const IS_LIST = new Uint8Array(64);
for (const role of ['originStatus', 'connected', 'answered', 'queued', 'origin', 'forwarded', 'skip'] as const) {
  IS_LIST[ROLE[role]] = 1;
}

interface Program {
  readonly lead: Uint8Array;
  readonly roles: Int32Array;
  /** What follows each value; empty at the line's end, or before a path that follows right on. */
  readonly literals: readonly Uint8Array[];
  /** 1 for values between quotes. */
  readonly quoted: Uint8Array;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 255);

function compile(parts: readonly Part[]): Program {
  const lead = typeof parts[0] === 'string' ? parts[0] : '';
  const roles: number[] = [];
  const literals: Uint8Array[] = [];
  const quoted: number[] = [];
  let before = lead;
  for (let at = lead === '' ? 0 : 1; at < parts.length; ) {
    let role = parts[at++] as number;
    // Values that follow each other with nothing between cannot be told apart; a path and its query need not be.
    while (typeof parts[at] === 'number' && !(role === ROLE.host && parts[at] === ROLE.target)) {
      const next = parts[at++] as number;
      if (role === ROLE.path && next === ROLE.query) role = ROLE.target;
      else if (role === ROLE.skip) role = next;
    }
    const literal = typeof parts[at] === 'string' ? (parts[at++] as string) : '';
    roles.push(role);
    literals.push(bytesOf(literal));
    quoted.push(before.endsWith('"') && literal.startsWith('"') ? 1 : 0);
    before = literal;
  }
  return { lead: bytesOf(lead), roles: Int32Array.from(roles), literals, quoted: Uint8Array.from(quoted) };
}

/** `needsStatus` is given up for lines about connections that never came to a request. */
export function templateReader(parts: readonly Part[], options: ReadOptions, needsStatus = true): ReadLine {
  const { lead, roles, literals, quoted } = compile(parts);
  const draft = createDraft(options);
  const scan: Scan = { escaped: false };

  return (bytes, start, lineEnd, line) => {
    let end = lineEnd;
    if (end > start && bytes[end - 1] === CR) end--;
    if (end === start || bytes[start] === 35) return READ.skip;
    if (end - start > LINE_MAX) return READ.long;
    beginLine(draft, line);
    scan.escaped = false;
    if (!matches(bytes, start, end, lead)) return end - start < lead.length ? READ.cut : READ.shape;
    let at = start + lead.length;
    for (let step = 0; step < roles.length; step++) {
      const role = roles[step]!;
      const literal = literals[step]!;
      let to: number;
      if (role === ROLE.time || role === ROLE.exactTime) {
        // A time may hold what follows it (a space, a colon), so it says itself where it ends.
        to = draft.readTime(bytes, at, end, line);
        if (to === CUT) return READ.cut;
        if (to === BAD) return READ.time;
        if (literal.length > 0 && literal[0] !== BRACKET_END && to < end && bytes[to] === BRACKET_END) to++;
        if (!matches(bytes, to, end, literal)) return end - to < literal.length ? READ.cut : READ.time;
        draft.hasTime = true;
      } else {
        to = valueEnd(bytes, at, end, role, literal, quoted[step] === 1, scan);
        if (to < 0) return READ.cut;
        const code = store(role, bytes, at, to, line, draft);
        if (code !== READ.ok) return code;
      }
      at = to + literal.length;
    }
    if (!needsStatus) draft.hasStatus = true;
    const code = finishLine(bytes, line, draft);
    if (code === READ.ok && scan.escaped) for (const field of ESCAPED) unescapeField(bytes, line, field);
    return code;
  };
}

/** Where the value at `at` ends, which is where `literal` begins; −1 where it does not come. */
function valueEnd(
  bytes: Uint8Array,
  at: number,
  end: number,
  role: number,
  literal: Uint8Array,
  isQuoted: boolean,
  scan: Scan,
): number {
  if (literal.length === 0) {
    // Only a host before its path is followed by nothing and still ends.
    if (role !== ROLE.host) return end;
    let slash = at;
    while (slash < end && bytes[slash] !== SLASH) slash++;
    return slash;
  }
  const first = literal[0]!;
  let to = at;
  // A request that is not between quotes has spaces in it, and ends after its protocol.
  if (role === ROLE.request && !isQuoted) to = protocolAt(bytes, at, end);
  for (;;) {
    if (isQuoted) to = nextQuote(bytes, to, end, scan);
    else while (to < end && bytes[to] !== first) to++;
    if (to + literal.length > end) return -1;
    if (matches(bytes, to, end, literal) && !continues(bytes, at, to, end, role, first)) return to;
    to++;
  }
}

/** Whether a list goes on after a space: `502, 200` and `502 : 200`. */
function continues(bytes: Uint8Array, at: number, to: number, end: number, role: number, first: number): boolean {
  if (first !== SPACE || to === at || IS_LIST[role] === 0) return false;
  return (
    bytes[to - 1] === COMMA ||
    bytes[to - 1] === COLON ||
    (to + 2 < end && bytes[to + 1] === COLON && bytes[to + 2] === SPACE)
  );
}

/** Where the protocol of a request line begins; `at` where it has none. */
function protocolAt(bytes: Uint8Array, at: number, end: number): number {
  for (let to = at; to + 6 < end && bytes[to] !== QUOTE; to++) {
    if (
      bytes[to] === SPACE &&
      bytes[to + 1] === 72 &&
      bytes[to + 2] === 84 &&
      bytes[to + 3] === 84 &&
      bytes[to + 4] === 80
    ) {
      return to + 1;
    }
  }
  return at;
}

function matches(bytes: Uint8Array, at: number, end: number, literal: Uint8Array): boolean {
  if (at + literal.length > end) return false;
  for (let place = 0; place < literal.length; place++) if (bytes[at + place] !== literal[place]) return false;
  return true;
}
