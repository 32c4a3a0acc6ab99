/**
 * Logs in columns: one separator, values that hold it between quotes, and the columns' names in a header line, if not in a
 * document. W3C extended (IIS and others), CloudFront, AWS ALB, and tables exported from elsewhere.
 */
import { FIELD, type Line, READ, type ReadLine } from '../line.ts';
import { BACKSLASH, CR, LINE_MAX, QUOTE, SPACE } from './bytes.ts';
import type { ReadOptions } from './forwarded.ts';
import { unescapeField, unescapePercent } from './quoted.ts';
import { beginLine, createDraft, finishLine, ROLE, setDay, store } from './roles.ts';

const HASH = 35;
const COLUMNS_MAX = 200;

interface Columns {
  readonly separator: number;
  readonly roles: readonly number[];
  /** A line with fewer columns was cut; more are passed over, since formats grow at their end. */
  readonly columnsMin: number;
  /** How texts are escaped: with backslashes, with `%41`, or with a plus for a space. */
  readonly escapes: 'backslash' | 'percent' | 'plus';
}

/** Columns that never change. */
export function columnsReader(columns: Columns, options: ReadOptions): ReadLine {
  const readRow = rowReader(options);
  return (bytes, start, lineEnd, line) => {
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (end === start || bytes[start] === HASH) return READ.skip;
    return readRow(columns, bytes, start, end, line);
  };
}

/** Columns named by `#Fields:` lines, which may come again with others; `#Date:` holds for lines with a time alone. */
export function w3cReader(options: ReadOptions, known: string | undefined): ReadLine {
  let columns = known === undefined ? undefined : w3cColumns(known);
  const readRow = rowReader(options);
  return (bytes, start, lineEnd, line) => {
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (end === start) return READ.skip;
    if (bytes[start] === HASH) {
      if (end - start > LINE_MAX) return READ.long;
      const text = String.fromCharCode(...bytes.subarray(start, end));
      if (/^#Fields:/i.test(text)) columns = w3cColumns(text);
      else if (/^#Date:/i.test(text)) readRow.startDay(bytes, start, end);
      return READ.skip;
    }
    return columns === undefined ? READ.shape : readRow(columns, bytes, start, end, line);
  };
}

/** Columns named by a header line that is known; it is passed over where it comes. */
export function headedReader(
  separator: number,
  rolesOf: (names: readonly string[]) => readonly number[],
  options: ReadOptions,
  header: string,
): ReadLine {
  const roles = rolesOf(header.split(String.fromCharCode(separator)));
  const columnsMin = 1 + Math.max(roles.lastIndexOf(ROLE.status), roles.lastIndexOf(ROLE.time));
  const columns: Columns = { separator, roles, columnsMin, escapes: 'backslash' };
  const readRow = rowReader(options);
  return (bytes, start, lineEnd, line) => {
    const end = lineEnd > start && bytes[lineEnd - 1] === CR ? lineEnd - 1 : lineEnd;
    if (end === start) return READ.skip;
    if (end - start > LINE_MAX) return READ.long;
    if (isText(bytes, start, end, header)) return READ.skip;
    return readRow(columns, bytes, start, end, line);
  };
}

function isText(bytes: Uint8Array, from: number, to: number, text: string): boolean {
  if (to - from !== text.length) return false;
  for (let at = 0; at < text.length; at++) if (bytes[from + at] !== text.charCodeAt(at)) return false;
  return true;
}

interface ReadRow {
  (columns: Columns, bytes: Uint8Array, from: number, end: number, line: Line): ReturnType<ReadLine>;
  /** Takes the day out of a `#Date:` line. */
  readonly startDay: (bytes: Uint8Array, from: number, end: number) => void;
}

function rowReader(options: ReadOptions): ReadRow {
  const draft = createDraft(options);
  const readRow = (
    columns: Columns,
    bytes: Uint8Array,
    start: number,
    end: number,
    line: Line,
  ): ReturnType<ReadLine> => {
    if (end - start > LINE_MAX) return READ.long;
    const { separator, roles } = columns;
    beginLine(draft, line);
    let escaped = false;
    let at = start;
    let column = 0;
    for (; column < roles.length && at <= end; column++) {
      let from = at;
      let to: number;
      if (at < end && bytes[at] === QUOTE) {
        from++;
        to = from;
        while (to < end && !(bytes[to] === QUOTE && (to + 1 === end || bytes[to + 1] === separator))) {
          if (bytes[to] === BACKSLASH) {
            escaped = true;
            to++;
          }
          to++;
        }
        if (to >= end) return READ.cut;
        at = to + 2;
      } else {
        while (at < end && bytes[at] !== separator) at++;
        to = at++;
      }
      const code = store(roles[column]!, bytes, from, to, line, draft);
      if (code !== READ.ok) return at > end && column + 1 < columns.columnsMin ? READ.cut : code;
    }
    if (column < columns.columnsMin) return READ.cut;
    const code = finishLine(bytes, line, draft);
    if (code !== READ.ok) return code;
    if (columns.escapes === 'percent') {
      unescapePercent(bytes, line, FIELD.agent, false);
      unescapePercent(bytes, line, FIELD.referrer, false);
    } else if (columns.escapes === 'plus') {
      unescapePercent(bytes, line, FIELD.agent, true);
    } else if (escaped) {
      unescapeField(bytes, line, line.spans[2 * FIELD.raw]! < 0 ? FIELD.target : FIELD.raw);
      unescapeField(bytes, line, FIELD.referrer);
      unescapeField(bytes, line, FIELD.agent);
    }
    return READ.ok;
  };
  const startDay = (bytes: Uint8Array, from: number, end: number): void => {
    let at = from + 6;
    while (at < end && bytes[at] === SPACE) at++;
    setDay(bytes, at, Math.min(end, at + 10), draft);
  };
  return Object.assign(readRow, { startDay });
}

/** https://www.w3.org/TR/WD-logfile.html, IIS's own names, and CloudFront's standard log fields. */
const W3C: Readonly<Record<string, number>> = {
  date: ROLE.date,
  time: ROLE.clock,
  timestamp: ROLE.time,
  'c-ip': ROLE.peer,
  'x-forwarded-for': ROLE.forwarded,
  'cs(x-forwarded-for)': ROLE.forwarded,
  'cs-method': ROLE.method,
  'cs-uri': ROLE.target,
  'cs-uri-stem': ROLE.path,
  'cs-uri-query': ROLE.query,
  'cs-version': ROLE.protocol,
  'cs-protocol-version': ROLE.protocol,
  'cs(user-agent)': ROLE.agent,
  'cs(referer)': ROLE.referrer,
  'x-host-header': ROLE.host,
  'cs(host)': ROLE.host,
  'cs-host': ROLE.host,
  'sc-status': ROLE.status,
  'sc-bytes': ROLE.size,
  bytes: ROLE.size,
  'x-edge-detailed-result-type': ROLE.detail,
  'x-edge-result-type': ROLE.detail,
  'c-country': ROLE.country,
  asn: ROLE.network,
};
/** Of two columns for the same thing, the one that says more. */
const BETTER: Readonly<Record<string, string>> = {
  'cs(host)': 'x-host-header',
  'x-edge-result-type': 'x-edge-detailed-result-type',
  bytes: 'sc-bytes',
};

function w3cColumns(header: string): Columns {
  const names = header
    .replace(/^#Fields:\s*/i, '')
    .trim()
    .toLowerCase()
    .split(/\s+/)
    .slice(0, COLUMNS_MAX);
  const isCloudFront = names.includes('x-edge-location');
  const roles = names.map((name) => {
    if (name === 'time-taken') return isCloudFront ? ROLE.seconds : ROLE.millis;
    const better = BETTER[name];
    return better !== undefined && names.includes(better) ? ROLE.skip : (W3C[name] ?? ROLE.skip);
  });
  return {
    separator: isCloudFront || header.replace(/^#Fields:\s*/i, '').includes('\t') ? 9 : SPACE,
    roles,
    columnsMin: names.length,
    escapes: isCloudFront ? 'percent' : 'plus',
  };
}
