/** What the forms of holds send, as the bodies that the door reads. Empty fields are told by what they mean; the rest is the door's to judge. */
import { HELD_KINDS } from '../model/hold.ts';
import type { HoldRow } from './schema-holds.ts';

export type Form = Readonly<Record<string, unknown>>;

export const word = (form: Form, name: string): string | undefined => {
  const value = form[name];
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
};
export const list = (form: Form, name: string): string[] =>
  (word(form, name) ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
const orAll = (chosen: readonly string[]): 'all' | readonly string[] => (chosen.length === 0 ? 'all' : chosen);
const kindsOf = (form: Form) => orAll(HELD_KINDS.filter((kind) => form[`kind-${kind}`] !== undefined));
const decisionOf = (form: Form) => ({ decidedBy: word(form, 'decidedBy'), reason: word(form, 'reason') });

export function holdBodyOf(form: Form): object {
  return {
    id: word(form, 'id'),
    authority: word(form, 'authority'),
    basis: word(form, 'basis'),
    scope: word(form, 'scope'),
    services: orAll(list(form, 'services')),
    kinds: kindsOf(form),
    of: { from: word(form, 'ofFrom'), until: word(form, 'ofUntil') },
    duty: { from: word(form, 'dutyFrom'), until: word(form, 'dutyUntil') },
    unlessClosedBefore: word(form, 'unlessClosedBefore'),
    zone: word(form, 'zone'),
    supersedes: list(form, 'supersedes'),
    ...decisionOf(form),
  };
}

/** A bound that stands in the form as it was is not said again: it keeps its own zone. */
export function holdChangeOf(form: Form, { current }: HoldRow): object {
  if (form.step === 'close') return { closed: true, ...decisionOf(form) };
  const { query, duty } = current;
  const bound = (name: string, known: { readonly said: string } | null) => {
    const said = word(form, name);
    return said === known?.said ? undefined : (said ?? null);
  };
  return {
    scope: word(form, 'scope'),
    services: orAll(list(form, 'services')),
    kinds: kindsOf(form),
    of: { from: bound('ofFrom', query.of.from), until: bound('ofUntil', query.of.until) },
    duty: { until: bound('dutyUntil', duty.until) },
    unlessClosedBefore: word(form, 'unlessClosedBefore') ?? null,
    zone: word(form, 'zone'),
    ...decisionOf(form),
  };
}
