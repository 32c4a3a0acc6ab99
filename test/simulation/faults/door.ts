/**
 * The machines' door in front of a world: what senders write as lines of NDJSON is read as the program reads it, and so are the lines of
 * those who lie, whose lines are cut, bent and stuffed.
 */
import { isRefusal } from '../../../src/doors/refusal.ts';
import { readSignal } from '../../../src/doors/signals.ts';
import type { Engine } from '../../../src/engine/engine.ts';
import { canonical } from '../../../src/journal/canonical.ts';
import type { Entry, Report, Signal, Tally } from '../../../src/model/entry.ts';
import type { EpochMs } from '../../../src/model/units.ts';
import { BrokenLaw } from './judge.ts';

/** What comes as lines from outside; probes and followed logs are the program's own. */
export type Sent = Report | Tally;
export const isSent = (entry: Entry): entry is Sent => entry.kind === 'report' || entry.kind === 'tally';

const lineOf = (sent: Sent): string => JSON.stringify({ ...sent, at: new Date(sent.at).toISOString() });

/** @returns what the door let in; undefined where it refused. @throws BrokenLaw where it let in something else than was sent */
export function atTheDoor(entry: Sent, { state }: Engine, now: EpochMs): Sent | undefined {
  const line = lineOf(entry);
  const read = readSignal(line, { watches: state.watches, now, trusted: true, sender: LIAR, newId: () => 'made' });
  if (isRefusal(read)) return undefined;
  if (!isSent(read) || canonical(read) !== canonical(entry))
    throw new BrokenLaw(`the door made ${line} into another signal`);
  return read;
}

const LIAR = { reporter: 'a liar', network: 'AS1', country: 'XX' } as const;

/** @returns what of a lie comes in: a signal that says what it says, or nothing. @throws BrokenLaw for what is no signal from outside */
export function lieAtTheDoor(truth: Sent, { state }: Engine, now: EpochMs, chance: () => number): Signal | undefined {
  const line = bent(lineOf(truth), chance);
  const trusted = chance() < 0.5;
  const read = readSignal(line, { watches: state.watches, now, trusted, sender: LIAR, newId: () => `lie-${now}` });
  if (isRefusal(read)) return undefined;
  if (!isSent(read)) throw new BrokenLaw(`the door let in ${line} as a ${read.kind}`);
  if (!trusted && read.kind === 'report' && (read.reporter !== LIAR.reporter || read.network !== LIAR.network))
    throw new BrokenLaw(`somebody without a token chose who reports: ${line}`);
  if (!trusted && read.kind === 'tally') throw new BrokenLaw(`somebody without a token counted for others: ${line}`);
  return read;
}

/** Kinds that only the program and its operator may write. */
const DECISIONS = [
  'genesis',
  'tick',
  'service',
  'retire',
  'budget',
  'hold',
  'redaction',
  'pruning',
  'check',
  'official',
];
const VALUES = [
  '-1',
  '1e400',
  '1e308',
  '9007199254740993',
  'null',
  '[]',
  '{}',
  '"\\ud800"',
  '"__proto__"',
  `"${'x'.repeat(70)}"`,
];

function bent(line: string, chance: () => number): string {
  const one = <T>(of: readonly T[]): T => of[Math.floor(chance() * of.length)]!;
  const place = Math.floor(chance() * line.length);
  switch (one(['cut', 'letter', 'kind', 'value', 'more', 'long', 'deep', 'likely', 'likely'])) {
    case 'cut':
      return line.slice(0, place);
    case 'letter':
      return `${line.slice(0, place)}${String.fromCharCode(Math.floor(chance() * 0x10_000))}${line.slice(place + 1)}`;
    case 'kind':
      return line.replace(/"kind":"\w+"/, `"kind":"${one(DECISIONS)}"`);
    case 'value': {
      const values = [...line.matchAll(/":("[^"]*"|\d+)/g)];
      const { index, 0: found } = one(values);
      return `${line.slice(0, index)}":${one(VALUES)}${line.slice(index + found.length)}`;
    }
    case 'more':
      return line.replace('{', `{"${one(['__proto__', 'constructor', 'seq', 'hash', 'since'])}":${one(VALUES)},`);
    case 'long':
      return line.replace(/"id":"[^"]*"|"source":"[^"]*"/, `"id":"${'y'.repeat(20_000)}"`);
    case 'likely':
      return likely(line, one);
    default:
      return `${'['.repeat(5_000)}${line}`;
  }
}

/** What may well be let in: numbers as large as they may be, names as odd, times long past. */
function likely(line: string, one: <T>(of: readonly T[]) => T): string {
  const odd = one(['1970-01-01T00:00:00Z', '2001-09-09T01:46:40Z', '2026-03-09T23:59:59.999+14:00']);
  const told = JSON.parse(line);
  const edits: Record<string, unknown> = {
    at: odd,
    ...(told.kind === 'tally'
      ? { source: one(['\u{1f300}', 'constructor', ' ']), count: one([0, Number.MAX_SAFE_INTEGER]) }
      : {
          network: one(['AS0', 'AS9999999999', '__proto__']),
          reporter: one(['toString', '\u{1f300}', ' ']),
          country: 'ZZ',
        }),
  };
  const name = one(Object.keys(edits));
  return JSON.stringify({ ...told, [name]: edits[name] });
}
