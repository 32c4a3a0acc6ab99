/** How a hold is told: its state, what it selects, and its two times, each with the exact instant that it means. */
import type { HeldKind } from '../../model/hold.ts';
import { capital } from '../../words/tongue.ts';
import type { Words } from '../../words/words.ts';
import type { BoundRow, HoldRow, HoldVersionRow } from '../schema-holds.ts';
import { type Html, html } from './html.ts';
import { moment } from './when.ts';

export function signalsText({ holding }: Words, { query: { services, kinds, entries } }: HoldVersionRow): string {
  const which = kinds === 'all' ? holding.allKinds : capital(holding.listed(kinds.map((kind) => holding.kinds[kind])));
  const whose = services === 'all' ? holding.ofAllServices : holding.ofServices(holding.listed(services));
  const where = entries === null ? '' : holding.entriesBetween(String(entries.from), String(entries.to));
  return `${which} ${whose}${where}`;
}

/** `31 December 2025 in Europe/Brussels`, or the instant. */
const boundText = (t: Words, { said, zone, at }: BoundRow): Html =>
  zone === null ? moment(t, at) : html`${t.holding.dayIn(t.dayText(`${said}T00:00:00Z`), zone)}`;

const exactly = (t: Words, one: BoundRow | null): Html | '' =>
  one === null || one.zone === null ? '' : moment(t, one.at);

/** A period with the instants that its days mean behind it. */
export function periodText(t: Words, from: BoundRow | null, until: BoundRow | null, open: string): Html {
  const { holding } = t;
  if (from === null && until === null) return html`${open}`;
  const begin = from === null ? html`` : html`${holding.from(boundText(t, from))}`;
  const end =
    until === null
      ? html``
      : html`${(until.zone === null ? holding.until<Html> : holding.toEndOf<Html>)(boundText(t, until))}`;
  const [first, behind] = [exactly(t, from), exactly(t, until)];
  if (first === '' && behind === '') return html`${begin} ${end}`;
  return html`${begin} ${end} <span class="quiet">${holding.exactly}${first === '' ? '' : html` ${holding.from(first)}`}${behind === '' ? '' : html` ${holding.until(behind)}`}</span>`;
}

export const dutyText = (t: Words, { duty }: HoldVersionRow): Html =>
  html`${duty.until === null ? `${t.holding.untilClosed} ` : ''}${periodText(t, duty.from, duty.until, '')}`;

export function coversText(t: Words, { covers }: HoldRow): string {
  const { holding } = t;
  const { entries, byKind, countedBefore, of } = covers;
  const kinds = Object.entries(byKind).map(([kind, count]) => `${t.number(count)} ${holding.kinds[kind as HeldKind]}`);
  const sofar = countedBefore < of ? holding.soFar(countedBefore, of) : '';
  return `${holding.entries(entries)}${kinds.length > 1 ? ` (${kinds.join(', ')})` : ''}${sofar}`;
}
