/**
 * What every line format gives: one line of a log, read in place. A format fills one `Line` that is used again for each
 * line, with places in the bytes instead of strings, so that reading makes no garbage.
 */

/**
 * Index of each field's span in `Line.spans`: start at 2 × index, end (exclusive) after it. Start −1: the log does not
 * hold the field. An empty span (start = end): it was logged as none (`-` or nothing), such as a request without referrer.
 */
export const FIELD = {
  /** Address (or name) of the client as logged; `::ffff:` still in front. */
  client: 0,
  method: 1,
  /** Request target: path with query; an absolute URL where the client sent one. */
  target: 2,
  /** `HTTP/1.1` and the like; as logged. */
  protocol: 3,
  referrer: 4,
  agent: 5,
  /** Virtual host that was asked. */
  host: 6,
  /** Country and network (AS number, digits or `AS…`) where the log itself says them. */
  country: 7,
  network: 8,
  /** What the edge says about the end: HAProxy's termination state, CloudFront's detailed result type, ALB's error reason. */
  detail: 9,
  /** What the client sent instead of a request line, `-` or nothing included; −1 where there was a request line. */
  raw: 10,
} as const;

export const FIELDS = 11;

/** How far the edge got with the origin, as its own times or names for it tell. */
export const REACHED = {
  /** The edge asked no origin, or found none to ask. */
  none: 0,
  /** It tried, and got no connection. */
  trying: 1,
  /** Connected, but no answer came. */
  connected: 2,
  answered: 3,
} as const;

export interface Line {
  /** Milliseconds since 1970 UTC. */
  time: number;
  /** Status sent to the client; 0 where there was none. */
  status: number;
  /** Status of the origin behind the edge: −1 not logged, 0 logged as none (the edge answered by itself). */
  originStatus: number;
  /** Bytes sent; 0 where not logged. */
  size: number;
  /** Time to answer, ms; −1 where not logged. */
  durationMs: number;
  /** How far the edge got with the origin, a REACHED; −1 where not logged. */
  reached: number;
  readonly spans: Int32Array;
}

export const createLine = (): Line => ({
  time: 0,
  status: 0,
  originStatus: -1,
  size: 0,
  durationMs: -1,
  reached: -1,
  spans: new Int32Array(2 * FIELDS).fill(-1),
});

/** Why a line was refused; `ok` is 0 so that the test for it is cheap. `skip` is a line that is none: a header, a comment, empty. */
export const READ = {
  ok: 0,
  skip: 1,
  /** Cut short: the line ends where a field was due. */
  cut: 2,
  /** A time that is none, or none at all. */
  time: 3,
  /** A status or a number that is none. */
  number: 4,
  /** Longer than a line may be. */
  long: 5,
  /** Not text: bytes that no log line has. */
  bytes: 6,
  /** Anything else that does not follow the format. */
  shape: 7,
  /** No client where one is due. */
  client: 8,
} as const;

export type Read = (typeof READ)[keyof typeof READ];

/**
 * Reads the line in `bytes` from `start` to `end` (exclusive, without its line break) into `line`. May unescape a field in
 * place (escapes only ever shrink), so the bytes belong to the reader from then on.
 */
export type ReadLine = (bytes: Uint8Array, start: number, end: number, line: Line) => Read;

/** A line format, by the name that a person gives on the command line. */
export interface LineFormat {
  readonly name: string;
  /** In a few words, for --help and for the report. */
  readonly title: string;
  /** A reader of its own for each file: formats with a header line (W3C) remember it. */
  readonly reader: () => ReadLine;
}
