/** What the methodology says, in a page's language: its constants in their sentences, for pages and for programs. */
import { LIKELIHOODS } from '../diagnosis/likelihood.ts';
import type { Words } from '../words/words.ts';
import { type Constant, type Entry, METHODOLOGY } from './methodology.ts';

/** A constant as people read it: `30 min`, `50 %`, `3 nats`. */
export function constantText(t: Words, { value, unit }: Constant): string {
  const { units } = t.methodology;
  switch (unit) {
    case 'minutes':
      return t.duration(value);
    case 'seconds':
      return units.seconds(t.figure(value));
    case 'days':
      return units.days(value);
    case 'share':
      return t.percent(value);
    case 'nats':
      return units.nats(t.figure(value));
    case 'count':
      return t.number(value);
    case 'figure':
      return t.figure(value);
  }
}

/** The sentences of an entry, with its constants in their places. */
export function entryText(t: Words, { id, constants }: Entry): string {
  const says: (...told: string[]) => string = t.methodology.entries[id].says;
  return says(...constants.map((one) => constantText(t, one)));
}

/** All of it for programs, in English or the language that is asked for. */
export const methodologyBody = (t: Words) => ({
  language: t.language,
  sections: METHODOLOGY.map(([id, entries]) => ({
    id,
    name: t.methodology.sections[id],
    entries: entries.map((one) => ({
      id: one.id,
      url: `/methodology#${one.id}`,
      name: t.methodology.entries[one.id].name,
      words: entryText(t, one),
      constants: one.constants.map((own) => ({ ...own, words: constantText(t, own) })),
      fields: [...one.fields],
      more: one.more,
    })),
  })),
  likelihoods: LIKELIHOODS.map(({ word, from, to }) => ({ word, words: t.scales.likelihoods[word], from, to })),
});
