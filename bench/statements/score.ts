/** One article against its key: which statements and speakers both have. A row of the key is used once. */
import type { Measure } from '../../src/model/statement.ts';
import type { Article } from '../../src/statements/extract.ts';

export interface KeyRow {
  readonly kind: string;
  readonly value: string;
}

export interface Score {
  readonly right: number;
  readonly proposed: number;
  readonly wanted: number;
}

export interface Scores {
  readonly statements: Score;
  readonly speakers: Score;
  readonly missed: readonly string[];
  readonly extra: readonly string[];
}

export function keyRows(text: string): KeyRow[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [kind, value] = line.split('\t');
      return { kind: kind!, value: value! };
    });
}

export function scoreOf(article: Article, key: readonly KeyRow[]): Scores {
  const measured = article.statements
    .filter(({ measurable, mode, measure }) => measurable && mode !== 'question' && measure.kind !== 'cause')
    .map(({ measure }) => ({ kind: measure.kind, value: valueIn(measure) }));
  const statements = matched(
    measured,
    key.filter(({ kind }) => kind !== 'speaker'),
    sameMeasure,
  );
  const named = article.speakers.map(({ name }) => ({ kind: 'speaker', value: name }));
  const speakers = matched(
    named,
    key.filter(({ kind }) => kind === 'speaker'),
    sameName,
  );
  const told = ({ kind, value }: KeyRow) => `${kind} ${value}`;
  return {
    statements: statements.score,
    speakers: speakers.score,
    missed: [...statements.missed, ...speakers.missed].map(told),
    extra: [...statements.extra, ...speakers.extra].map(told),
  };
}

function matched(proposed: readonly KeyRow[], wanted: readonly KeyRow[], same: (a: KeyRow, b: KeyRow) => boolean) {
  const missed = [...wanted];
  const extra = proposed.filter((one) => {
    const at = missed.findIndex((row) => same(one, row));
    if (at >= 0) missed.splice(at, 1);
    return at < 0;
  });
  const right = proposed.length - extra.length;
  return { score: { right, proposed: proposed.length, wanted: wanted.length }, missed, extra };
}

const NUMBERS = ['count', 'sources', 'share', 'rate', 'waves', 'duration'];

function sameMeasure(one: KeyRow, row: KeyRow): boolean {
  if (one.kind !== row.kind) return false;
  if (NUMBERS.includes(row.kind)) return Math.abs(Number(one.value) - Number(row.value)) <= 0.02 * Number(row.value);
  if (row.kind === 'onset' || row.kind === 'end') return one.value === row.value;
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  if (row.kind === 'error')
    return plain(row.value).includes(plain(one.value)) || plain(one.value).includes(plain(row.value));
  const places = row.value.split(', ').map(placeKey).sort();
  return places.join() === one.value.split(',').map(placeKey).sort().join();
}

const CODES: Readonly<Record<string, string>> = {
  US: 'US',
  UK: 'GB',
  Vietnam: 'VN',
  Brazil: 'BR',
  Ukraine: 'UA',
  India: 'IN',
  Germany: 'DE',
  Austria: 'AT',
  Switzerland: 'CH',
  Indonesia: 'ID',
  Kenya: 'KE',
  Uganda: 'UG',
  Tanzania: 'TZ',
};
const placeKey = (name: string): string => CODES[name] ?? name.replace(/^(?:more than|over) /, '');

const EMPTY = new Set(['the', 'a', 'an', 'of', 'for', 'at', 'one', 'mr', 'ms', 'its', 'company', 'in', 'and']);
const core = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll(/\.com\b|[^\p{L}\p{N} ]+/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !EMPTY.has(word));

/** All words that matter of the shorter name are in the longer one; "the company" is only itself. */
function sameName(one: KeyRow, row: KeyRow): boolean {
  const [a, b] = [core(one.value), core(row.value)];
  if (a.length === 0 || b.length === 0)
    return one.value.replace(/^the /i, '').toLowerCase() === row.value.replace(/^the /i, '').toLowerCase();
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  return (
    short.every((word) => long.includes(word)) && (short.length >= long.length / 2 || short.at(-1) === long.at(-1))
  );
}

export function valueIn(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
    case 'sources':
    case 'share':
    case 'rate':
    case 'waves':
    case 'duration':
      return String(measure.number.value);
    case 'onset':
    case 'end':
      return measure.at.clock;
    case 'error':
      return measure.text;
    case 'origin':
    case 'place':
      return measure.areas.join();
    case 'cause':
      return measure.cause;
    case 'responsibility':
    case 'motive':
    case 'financing':
      return measure.party;
  }
}

export function sum(scores: readonly Scores[]): { statements: Score; speakers: Score } {
  const total = (part: 'statements' | 'speakers'): Score =>
    scores.reduce<Score>(
      (all, one) => ({
        right: all.right + one[part].right,
        proposed: all.proposed + one[part].proposed,
        wanted: all.wanted + one[part].wanted,
      }),
      { right: 0, proposed: 0, wanted: 0 },
    );
  return { statements: total('statements'), speakers: total('speakers') };
}
