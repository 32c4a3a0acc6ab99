/** How a hold is told: its state, what it selects, and its two times, each with the exact instant that it means. */
import type { HeldKind } from '../../model/hold.ts';
import type { BoundRow, HoldRow, HoldVersionRow } from '../schema-holds.ts';
import { type Html, html } from './html.ts';
import { dayText, moment } from './time.ts';
import { number, plural } from './words.ts';

export const HOLD_STATE_WORDS: Readonly<Record<HoldRow['state'], string>> = {
  'in force': 'In force',
  'not begun': 'Not begun yet',
  ended: 'Ended',
  closed: 'Closed before its end',
  superseded: 'Superseded',
};

export const KIND_WORDS: Readonly<Record<HeldKind, string>> = {
  report: 'reports',
  tally: 'tallies',
  traffic: 'traffic minutes',
  check: 'checks',
  official: 'official words',
  statement: 'statements',
};

export const signalsText = ({ query: { services, kinds, entries } }: HoldVersionRow): string =>
  [
    kinds === 'all' ? 'All kinds of signals' : capital(listed(kinds.map((kind) => KIND_WORDS[kind]))),
    services === 'all' ? 'of all services' : `of ${listed(services)}`,
    entries === null ? '' : `, entries ${entries.from} to ${entries.to}`,
  ]
    .join(' ')
    .replace(' ,', ',')
    .trim();

const capital = (words: string): string => `${words[0]!.toUpperCase()}${words.slice(1)}`;
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** `31 December 2025 in Europe/Brussels`, or the instant. */
const boundText = ({ said, zone, at }: BoundRow): Html =>
  zone === null ? moment(at) : html`${dayText(`${said}T00:00:00Z`)} in ${zone}`;

const exactly = (one: BoundRow | null): Html | '' => (one === null || one.zone === null ? '' : moment(one.at));

/** A period with the instants that its days mean behind it. */
export function periodText(from: BoundRow | null, until: BoundRow | null, open: string): Html {
  if (from === null && until === null) return html`${open}`;
  const begin = from === null ? html`` : html`from ${boundText(from)}`;
  const end = until === null ? html`` : html`${until.zone === null ? 'until' : 'to the end of'} ${boundText(until)}`;
  const [first, behind] = [exactly(from), exactly(until)];
  if (first === '' && behind === '') return html`${begin} ${end}`;
  return html`${begin} ${end} <span class="quiet">Exactly${first === '' ? '' : html` from ${first}`}${behind === '' ? '' : html` until ${behind}`}</span>`;
}

export const dutyText = ({ duty }: HoldVersionRow): Html =>
  html`${duty.until === null ? 'Until it is closed, ' : ''}${periodText(duty.from, duty.until, '')}`;

export function coversText({ covers }: HoldRow): string {
  const { entries, byKind, countedBefore, of } = covers;
  const kinds = Object.entries(byKind).map(([kind, count]) => `${number(count)} ${KIND_WORDS[kind as HeldKind]}`);
  const sofar =
    countedBefore < of ? ` so far: ${number(countedBefore)} of ${number(of)} entries are looked through` : '';
  return `${plural(entries, 'entry', 'entries')}${kinds.length > 1 ? ` (${kinds.join(', ')})` : ''}${sofar}`;
}
