/**
 * Whose fault a failed request was, as far as its line tells: from the status, from what the origin said, from how far the
 * edge got with it, and from the edge's own word for the end. The usual line costs one look into a table.
 */
import { FAULTS, type Fault } from '../model/fault.ts';
import { FIELD, type Line, REACHED } from './line.ts';

/** The place of each fault in FAULTS; −1 for no fault. */
const at = (fault: Fault | 'none'): number => (fault === 'none' ? -1 : FAULTS.indexOf(fault));

const CLIENT = at('client');
const POLICY = at('policy');
const EDGE = at('edge');
const APP = at('origin-app');
const OVERLOAD = at('origin-overload');
const UNREACHABLE = at('origin-unreachable');
const TIMEOUT_CONNECT = at('origin-timeout-connect');
const UNKNOWN = at('unknown');

/**
 * What a status says by itself. Ordinary answers are no fault of anybody: 401 asks to log in, 404 and 405 and 410 and 422 say
 * how things are. 403 and 429 are the owner's rules at work. 502 and 504 are a gateway's word that its origin failed (RFC 9110, 15.6.3
 * and 15.6.5), and how is only its best guess (nginx sends 502 for a refused connection too). 503 may be anybody's, so it stays unknown
 * where nothing else tells.
 */
const BY_STATUS = new Int8Array(1000).fill(-1);
const STATUSES: readonly (readonly [Fault, readonly number[]])[] = [
  ['unknown', Array.from({ length: 100 }, (_, index) => 500 + index)],
  // No answer was sent, or the request was one that cannot be answered; 460, 463, 000: ALB; 494 to 499: nginx.
  ['client', [0, 400, 408, 411, 413, 414, 417, 421, 426, 431, 460, 463, 494, 495, 496, 497, 499, 501, 505]],
  ['policy', [403, 429, 444, 451, 511, 561]],
  ['config', [464, 506, 508, 510]],
  ['origin-app', [500]],
  ['origin-overload', [507, 509, 529]],
  ['origin-timeout-response', [504, 524, 598]],
  ['origin-bad-response', [502, 520]],
  ['origin-refused', [521]],
  ['origin-timeout-connect', [522, 599]],
  ['origin-unreachable', [523]],
  ['origin-tls', [525, 526]],
  ['edge', [527]],
  ['origin-dns', [530]],
];
for (const [fault, statuses] of STATUSES) for (const status of statuses) BY_STATUS[status] = at(fault);

/** By how far the edge got: 502, 503, 504 with no connection, and with one but no answer. */
const NOT_CONNECTED = [at('origin-refused'), UNREACHABLE, TIMEOUT_CONNECT] as const;
const NOT_ANSWERED = [at('origin-bad-response'), OVERLOAD, at('origin-timeout-response')] as const;

/** Words for the end of a request: CloudFront's detailed result types, ALB's error reasons, Cloudflare's actions. */
const WORDS: Readonly<Record<string, Fault>> = {
  AbortedOrigin: 'origin-bad-response',
  OriginCommError: 'origin-timeout-response',
  OriginConnectError: 'origin-refused',
  OriginDnsError: 'origin-dns',
  OriginError: 'origin-app',
  OriginHeaderTooBigError: 'origin-bad-response',
  OriginInvalidResponseError: 'origin-bad-response',
  OriginReadError: 'origin-bad-response',
  OriginWriteError: 'origin-bad-response',
  OriginZeroSizeObjectError: 'origin-bad-response',
  OriginContentRangeLengthError: 'origin-bad-response',
  ClientCommError: 'client',
  ClientHungUpRequest: 'client',
  SlowReaderOriginError: 'client',
  InvalidRequest: 'client',
  InvalidRequestMethod: 'client',
  ClientGeoBlocked: 'policy',
  InvalidRequestBlocked: 'policy',
  CapacityExceeded: 'edge',
  LimitExceeded: 'edge',
  FunctionExecutionError: 'origin-app',
  FunctionThrottledError: 'origin-overload',
  LambdaExecutionError: 'origin-app',
  LambdaLimitExceeded: 'origin-overload',
  LambdaConnectionError: 'origin-unreachable',
  LambdaConnectionTimeout: 'origin-timeout-connect',
  LambdaInvalidResponse: 'origin-bad-response',
  LambdaThrottling: 'origin-overload',
  LambdaUnhandled: 'origin-app',
  WAFConnectionError: 'edge',
  WAFConnectionTimeout: 'edge',
  WAFResponseReadError: 'edge',
  WAFServiceError: 'edge',
  WAFUnhandledException: 'edge',
  block: 'policy',
  drop: 'policy',
  challenge: 'policy',
  jsChallenge: 'policy',
  managedChallenge: 'policy',
  connectionClose: 'policy',
  forceConnectionClose: 'policy',
};
/** Letters only, in small letters, so that `js_challenge` and `jsChallenge` are one. */
const hashStep = (hash: number, byte: number): number => Math.imul(hash ^ (byte | 32), 0x01000193);
const HASH_START = 0x811c9dc5 | 0;
const BY_WORD = new Map<number, number>();
for (const [word, fault] of Object.entries(WORDS)) {
  let hash = HASH_START;
  for (const letter of word) hash = hashStep(hash, letter.charCodeAt(0));
  BY_WORD.set(hash, at(fault));
}

/** Index into FAULTS, or −1 where nobody failed. */
export function faultOf(line: Line, bytes: Uint8Array): number {
  const { status } = line;
  const byStatus = status >= 0 && status < 1000 ? BY_STATUS[status]! : UNKNOWN;
  const from = line.spans[2 * FIELD.detail]!;
  const to = line.spans[2 * FIELD.detail + 1]!;
  if (from >= 0 && to > from) {
    if (isTermination(bytes, from, to)) return terminationFault(bytes[from]!, bytes[from + 1]!, status, byStatus);
    const byWord = wordFault(bytes, from, to);
    // An origin's error below 500 is an answer, and no failure.
    if (byWord >= 0 && !(byWord === APP && status < 500)) return byWord;
  }
  if (status < 500 || status > 599) return byStatus;
  const isGateway = status >= 502 && status <= 504;
  if (isGateway && line.reached === REACHED.trying) return NOT_CONNECTED[status - 502]!;
  if (isGateway && line.reached === REACHED.connected) return NOT_ANSWERED[status - 502]!;
  if (line.originStatus < 0) return byStatus;
  if (line.originStatus === 0) return ownFault(status, byStatus, line.reached);
  if (line.originStatus < 500) return status <= 503 ? EDGE : byStatus;
  if (status === 503) return OVERLOAD;
  return line.reached === REACHED.answered && status <= 504 ? APP : byStatus;
}

/**
 * The edge answered by itself. Where it does not say that it found no origin to ask, 503 is its rule (Cloudflare's Under
 * Attack page, nginx's limit_req); 502 is that no origin was left.
 */
function ownFault(status: number, byStatus: number, reached: number): number {
  if (status === 500) return EDGE;
  if (status === 502) return UNREACHABLE;
  if (status === 503) return reached === REACHED.none ? UNREACHABLE : POLICY;
  return status === 504 ? TIMEOUT_CONNECT : byStatus;
}

function wordFault(bytes: Uint8Array, from: number, to: number): number {
  let hash = HASH_START;
  for (let place = from; place < to; place++) {
    const small = bytes[place]! | 32;
    if (small >= 97 && small <= 122) hash = hashStep(hash, small);
  }
  return BY_WORD.get(hash) ?? -1;
}

const ENDED_BY = 'CSPLRIDUKcs-';
const ENDED_IN = 'RQCHDLT-';
const isOneOf = (byte: number | undefined, letters: string): boolean => {
  for (let index = 0; index < letters.length; index++) if (byte === letters.charCodeAt(index)) return true;
  return false;
};

/** Whether the detail is a termination state of HAProxy: two to four letters, of which the first two say what happened. */
const isTermination = (bytes: Uint8Array, from: number, to: number): boolean =>
  to - from >= 2 && to - from <= 4 && isOneOf(bytes[from], ENDED_BY) && isOneOf(bytes[from + 1], ENDED_IN);

/** HAProxy's manual, section 8.5; states in the order in which the manual has them. */
const TERMINATIONS: Readonly<Record<string, Fault>> = {
  SC: 'origin-refused',
  SH: 'origin-bad-response',
  SD: 'origin-bad-response',
  SL: 'origin-bad-response',
  sC: 'origin-timeout-connect',
  sH: 'origin-timeout-response',
  sD: 'origin-timeout-response',
  sL: 'origin-timeout-response',
  sQ: 'origin-overload',
  SQ: 'origin-overload',
  PC: 'edge',
  PH: 'origin-bad-response',
  PD: 'origin-bad-response',
  PL: 'origin-bad-response',
  PT: 'policy',
  PR: 'policy',
};
const BY_STATE = new Map(
  Object.entries(TERMINATIONS).map(([key, fault]) => [stateOf(key.charCodeAt(0), key.charCodeAt(1)), at(fault)]),
);
function stateOf(by: number, during: number): number {
  return 256 * by + during;
}

function terminationFault(by: number, during: number, status: number, byStatus: number): number {
  const fault = BY_STATE.get(stateOf(by, during));
  // A request that HAProxy could not read is blocked like one that a rule forbids, but with 400.
  if (fault === POLICY && status === 400) return CLIENT;
  if (fault !== undefined) return fault;
  switch (String.fromCharCode(by)) {
    case 'C':
    case 'c':
      return CLIENT;
    case 'R':
    case 'I':
      return EDGE;
    case 'D':
      return UNREACHABLE;
    case 'K':
      return POLICY;
    case 'L':
      return status >= 500 ? EDGE : byStatus;
    default:
      // It ended as it should: what failed, failed at the origin.
      return status < 500 ? byStatus : status === 503 ? OVERLOAD : APP;
  }
}

/** Faults that may rest on a bare status: an error log that says more takes their place. */
const VAGUE = [UNKNOWN, at('origin-timeout-response'), at('origin-bad-response')] as const;

/**
 * One minute's failures by fault, with the causes that an error log told in that minute put in the place of those that the
 * access log could not tell. Both count in the order of FAULTS. One failure may leave several lines in the error log, so
 * causes beyond the failures only give the proportion.
 */
export function withCauses(faults: ArrayLike<number>, causes: ArrayLike<number>): Float64Array {
  const told = Float64Array.from(faults);
  const vague = VAGUE.reduce((sum, fault) => sum + told[fault]!, 0);
  let sum = 0;
  for (let fault = 0; fault < FAULTS.length; fault++) if (fault !== CLIENT) sum += causes[fault]!;
  const moved = Math.min(vague, sum);
  if (moved === 0) return told;
  let left = moved;
  for (const fault of VAGUE) {
    const taken = Math.min(left, told[fault]!);
    told[fault]! -= taken;
    left -= taken;
  }
  // Rounded along the running total, so that the parts add up.
  let upTo = 0;
  let given = 0;
  for (let fault = 0; fault < FAULTS.length; fault++) {
    if (fault === CLIENT) continue;
    upTo += causes[fault]!;
    const due = Math.round((moved * upTo) / sum);
    told[fault]! += due - given;
    given = due;
  }
  return told;
}
