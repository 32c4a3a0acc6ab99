/** Laws of the words: every language says the same things with the same holes, in its own words and with its own plurals. */
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as de from './de/index.ts';
import * as en from './en/index.ts';
import { capital, LANGUAGES, say, small } from './tongue.ts';
import { ENGLISH, isLanguage, preferredLanguage, wordsOf } from './words.ts';

type Leaf = string | ((...holes: unknown[]) => unknown);

/** Every sentence there is, by its place: `service.answer.confirmed`. */
function leavesOf(value: unknown, place: string): [string, Leaf][] {
  if (typeof value === 'string' || typeof value === 'function') return [[place, value as Leaf]];
  return Object.entries(value as object).flatMap(([key, inner]) =>
    leavesOf(inner, place === '' ? key : `${place}.${key}`),
  );
}

const { english: _, ...english } = en;
const { german: __, ...german } = de;
const inEnglish = new Map(leavesOf(english, ''));
const inGerman = new Map(leavesOf(german, ''));

/** Holes that are filled with an object of figures. */
const FIGURES: Readonly<Record<string, readonly unknown[]>> = {
  'decisions.budget': [{ accepted: 301, period: 'year', share: '302', tier: 'confirmed', asked: 303, found: 304 }],
};

/** A sentence with its holes filled by 301, 302 and so on, which stay readable wherever a figure is written. */
function filled(place: string, leaf: Leaf): string {
  if (typeof leaf === 'string') return leaf;
  const marks = FIGURES[place] ?? Array.from({ length: leaf.length }, (___, index) => String(301 + index));
  const said = leaf(...marks);
  return Array.isArray(said) ? said.join('') : String(said);
}

const holesOf = (text: string): string[] => [...new Set(text.match(/30\d|\{\w+\}/g))].toSorted();

describe('the catalogues', () => {
  test('have the same keys', () => {
    expect(inEnglish.size, 'anti-vacuity').toBeGreaterThan(300);
    expect([...inGerman.keys()].toSorted()).toEqual([...inEnglish.keys()].toSorted());
  });

  test('fill the same holes, and all that are offered show in at least one of them', () => {
    const differing = [...inEnglish].flatMap(([place, leaf]) => {
      const [one, other] = [holesOf(filled(place, leaf)), holesOf(filled(place, inGerman.get(place)!))];
      return one.join() === other.join() ? [] : [`${place}: ${one.join()} and ${other.join()}`];
    });
    expect(differing).toEqual([]);
    const holes = [...inEnglish].flatMap(([place, leaf]) => holesOf(filled(place, leaf)));
    expect(holes.length, 'anti-vacuity').toBeGreaterThan(150);
  });

  /** The same in both languages: names, units, and words that German took over. */
  const SHARED = new Set(['API', 'Live', '…']);

  test('say nothing in German that is still English', () => {
    const same = [...inEnglish].flatMap(([place, leaf]) => {
      const text = filled(place, leaf);
      const hasWords = /[a-z]{2}/i.test(text.replaceAll(/\{\w+\}/g, ''));
      return hasWords && text === filled(place, inGerman.get(place)!) && !SHARED.has(text) ? [`${place}: ${text}`] : [];
    });
    expect(same).toEqual([]);
  });

  test('hold nothing that no page says', () => {
    const src = new URL('../', import.meta.url);
    const pages = readdirSync(src, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/^words\/|\.test\.ts$/.test(path))
      .map((path) => readFileSync(new URL(path, src), 'utf8'))
      .join('\n');
    // A table by states or sources is asked for as a whole; its rows are named by the model.
    const asked = new Set([
      ...(pages.match(/\b\w+\b/g) ?? []),
      ...[...pages.matchAll(/'([^'\n]+)'/g)].map(([, key]) => key),
    ]);
    expect([...inEnglish.keys()].filter((place) => !asked.has(place.split('.').at(-1)!))).toEqual([]);
  });

  test('leave no hole unfilled and no value missing', () => {
    for (const [place, leaf] of [...inEnglish, ...inGerman]) {
      expect(filled(place, leaf), place).not.toMatch(/undefined|NaN|\[object|#/);
    }
  });
});

describe('a language', () => {
  test('counts with its own plurals', () => {
    const t = wordsOf('de');
    expect([0, 1, 2, 1000].map((count) => ENGLISH.counts.reports(count))).toEqual([
      '0 reports',
      '1 report',
      '2 reports',
      '1,000 reports',
    ]);
    expect([0, 1, 2, 1000].map((count) => t.counts.reports(count))).toEqual([
      '0 Meldungen',
      '1 Meldung',
      '2 Meldungen',
      '1.000 Meldungen',
    ]);
  });

  test('says lengths of time as a person would', () => {
    expect([0, 59.6, 61, 120, 2880, 4380].map((minutes) => ENGLISH.duration(minutes))).toEqual([
      '0 min',
      '1 h',
      '1 h 1 min',
      '2 h',
      '2 days',
      '3 days 1 h',
    ]);
    expect(wordsOf('de').duration(4380)).toBe('3 Tage 1 h');
  });

  test('puts holes where its own sentence has them, and text stays text', () => {
    const since = { at: 'here' };
    expect(ENGLISH.service.answer.confirmedSince('<b>', since)).toEqual([
      'People report that ',
      '<b>',
      ' has been failing since ',
      since,
      '. Confirmed.',
    ]);
    expect(say`${['one', ' and ']}${since}`).toEqual(['one', ' and ', since]);
    expect([capital(''), capital('über'), small('ÄRGER')]).toEqual(['', 'Über', 'äRGER']);
  });
});

describe('the preferred language', () => {
  test.each([
    [undefined, 'en'],
    ['', 'en'],
    ['*', 'en'],
    ['fr-FR, fr;q=0.9', 'en'],
    ['de', 'de'],
    ['de-AT,de;q=0.9,en;q=0.8', 'de'],
    ['en-GB,en;q=0.9,de;q=0.8', 'en'],
    ['fr, de;q=0.4, en;q=0.3', 'de'],
    ['en;q=0.1, DE ; q=0.2', 'de'],
    ['de;q=0, en;q=0', 'en'],
    ['de;q=x', 'en'],
  ])('of %s is %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });

  test('of anything that a stranger sends is one that there is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[a-z,;=q0-9. *-]{0,80}$/)), (header) => {
        expect(LANGUAGES).toContain(preferredLanguage(header));
      }),
    );
    expect(isLanguage('constructor') || isLanguage('')).toBe(false);
  });
});
