/** Laws of the methodology: every constant shown is the one in force, and every number that is answered is explained. */
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as fixtures from '../../test/browser/fixtures.ts';
import { LANGUAGES } from '../words/tongue.ts';
import { wordsOf } from '../words/words.ts';
import { METHODOLOGY } from './methodology.ts';
import { constantText } from './methodology-view.ts';
import { openApi } from './openapi.ts';
import { methodologyPage } from './pages/methodology.ts';

const ROOT = new URL('../../', import.meta.url).pathname;
const entries = METHODOLOGY.flatMap(([, some]) => some);
const constants = entries.flatMap((one) => one.constants.map((own) => ({ ...own, entry: one.id })));

/** The value of a constant as its own file has it: `= 3;`, `= 5 * DAY;`, `= { nats: 5, …`, `readonly [` of so many. */
function inSource(file: string, name: string): number {
  const text = readFileSync(`${ROOT}${file}`, 'utf8').replaceAll('_', '');
  const written = new RegExp(`\\b${name.replaceAll('_', '')}(?: =|:)\\s+([\\d{[][^;,}]*)`).exec(text)?.[1] ?? '';
  const listed = /^\[([\s\S]*)/.exec(written);
  if (listed !== null) return new RegExp(`${name} = \\[([^\\]]*)\\]`).exec(text)![1]!.match(/'[^']+'/g)!.length;
  const plain = written.replace('{ nats: ', '').replace('DAY', '1440');
  expect(plain, `${file} ${name}`).toMatch(/^[\d.\s*]+$/);
  return plain.split('*').reduce((product, factor) => product * Number(factor), 1);
}

/** What one of a unit is in the code, where the page tells it in another. */
const CODED: Readonly<Record<string, number>> = {
  STALE_MS: 1_000,
  SLOW_MS: 1_000,
  LEVEL_MINUTES: 1_440,
  TEACHES_MINUTES: 1_440,
  LEARNT_MINUTES: 1_440,
  SOON_DAYS_MS: 86_400_000,
};

test.each(constants)('$name is the one in $file', ({ name, value, file }) => {
  expect(value * (CODED[name] ?? 1)).toBeCloseTo(inSource(file, name), 9);
});

describe.each(LANGUAGES)('the page in %s', (language) => {
  const t = wordsOf(language);
  const context = fixtures.context({ t });

  test('shows every constant, and its sentence tells it', () => {
    const page = methodologyPage(context);
    expect(constants.length, 'anti-vacuity').toBeGreaterThan(50);
    for (const one of constants) {
      const part = page.split(`id="${one.entry}"`)[1]!.split('</section>')[0]!;
      expect(part).toContain(`<data value="${one.value}">`);
      const sentence = part.split('<p>')[1]!.split('</p>')[0]!;
      expect(sentence, `${one.entry}: ${one.name}`).toContain(constantText(t, one));
    }
  });

  test('shows another constant where the code has another', () => {
    const changed = METHODOLOGY.map(
      ([id, some]) =>
        [
          id,
          some.map((one) => ({ ...one, constants: one.constants.map((own) => ({ ...own, value: own.value * 0.37 })) })),
        ] as const,
    );
    const page = methodologyPage(context, changed);
    for (const one of changed.flatMap(([, some]) => some.flatMap((own) => own.constants))) {
      expect(page).toContain(constantText(t, one));
      expect(page).toContain(`<data value="${one.value}">`);
    }
  });

  test('has an anchor of its own for everything, and cites long texts that there are', () => {
    const ids = [...methodologyPage(context).matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(entries.map(({ id }) => id)));
    expect(entries.filter(({ more }) => !existsSync(`${ROOT}${more}`))).toEqual([]);
  });
});

/** Numbers that are no findings: places in the journal, versions, pages, positions on the globe, and how a request went. */
const NO_FINDINGS = new Set([
  ...[
    'seq',
    'firstSeq',
    'lastSeq',
    'version',
    'step',
    'line',
    'latitude',
    'longitude',
    'refused',
    'reasons',
    'page',
    'pages',
  ],
]);

type Schema = Readonly<Record<string, unknown>>;

function numbersIn(schema: unknown, found: Set<string>): Set<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [key, inner] of Object.entries(schema)) {
    if (key === 'properties') {
      for (const [name, of] of Object.entries(inner as Schema)) if (isNumber(of)) found.add(name);
    }
    numbersIn(inner, found);
  }
  return found;
}

function isNumber(schema: unknown): boolean {
  const { type, anyOf = [], items, additionalProperties } = schema as Record<string, never>;
  if (['number', 'integer'].some((one) => [type].flat().includes(one as never))) return true;
  return [...anyOf, items, additionalProperties].some(
    (one) => typeof one === 'object' && one !== null && isNumber(one),
  );
}

test('every number that the API answers is explained by one entry, and every one that is explained is answered', () => {
  const { components } = openApi('0.0.0') as { components: { schemas: Record<string, unknown> } };
  const { Methodology: _, ...schemas } = components.schemas;
  const answered = numbersIn(schemas, new Set());
  const explained = entries.flatMap(({ fields }) => fields);
  expect(answered.size, 'anti-vacuity').toBeGreaterThan(100);
  expect(new Set(explained).size).toBe(explained.length);
  const open = [...answered].filter((name) => !explained.includes(name) && !NO_FINDINGS.has(name));
  expect(open, 'to be named by an entry of src/serve/methodology.ts, or to be no finding').toEqual([]);
  expect(explained.filter((name) => !answered.has(name))).toEqual([]);
});
