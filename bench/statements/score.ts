/** One article against its key: which statements and speakers both have. A row of the key is used once. */
import { type Measure, UNTESTABLE } from '../../src/model/statement.ts';
import type { Article } from '../../src/statements/extract.ts';

/** What was said, how the number was meant, how it was said and by whom; a key may leave the last three out. */
export interface KeyRow {
  readonly kind: string;
  readonly value: string;
  readonly words?: string | undefined;
  readonly approximation?: string | undefined;
  readonly mode?: string | undefined;
  /** Empty: the article itself. */
  readonly speaker?: string | undefined;
}

export interface Score {
  readonly right: number;
  readonly proposed: number;
  readonly wanted: number;
}

/** Of the statements that both have and whose key says it: how many are the same in this too. */
interface Agreement {
  readonly right: number;
  readonly of: number;
}

const DETAILS = ['approximation', 'mode', 'speaker'] as const;
const PARTS = ['statements', 'speakers', 'claims'] as const;

export type Totals = Record<(typeof PARTS)[number], Score> & Record<(typeof DETAILS)[number], Agreement>;

export interface Scores extends Totals {
  readonly missed: readonly string[];
  readonly extra: readonly string[];
}

const NUMBERS = ['count', 'sources', 'share', 'rate', 'waves', 'duration'];
const MEASURABLE = [...NUMBERS, 'onset', 'end', 'error', 'origin', 'place'];
/** Said to be so, and not measured: found when the kind is the same and the words overlap. */
const CLAIMS: readonly string[] = ['cause', ...UNTESTABLE];

export function keyRows(text: string): KeyRow[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [kind, value, words, approximation, mode, speaker] = line.split('\t');
      return {
        kind: kind!,
        value: value!,
        words,
        approximation: approximation === '-' ? undefined : approximation,
        mode,
        speaker: speaker === '-' ? '' : speaker,
      };
    });
}

export function scoreOf(article: Pick<Article, 'statements' | 'speakers'>, key: readonly KeyRow[]): Scores {
  const proposed = article.statements.filter(({ mode }) => mode !== 'question');
  const wanted = key.filter(({ mode }) => mode !== 'question');
  const statements = matched(
    proposed.filter(({ measurable, measure }) => measurable && measure.kind !== 'cause').map(rowOf),
    wanted.filter(({ kind }) => MEASURABLE.includes(kind)),
    sameMeasure,
  );
  const claims = matched(
    proposed.filter(({ measure }) => CLAIMS.includes(measure.kind)).map(rowOf),
    wanted.filter(({ kind }) => CLAIMS.includes(kind)),
    sameClaim,
  );
  const speakers = matched(
    article.speakers.map(({ name }) => ({ kind: 'speaker', value: name })),
    key.filter(({ kind }) => kind === 'speaker'),
    sameName,
  );
  const told = ({ kind, value }: KeyRow) => `${kind} ${value}`;
  return {
    statements: statements.score,
    claims: claims.score,
    speakers: speakers.score,
    approximation: agreed(statements.pairs, 'approximation', (a, b) => a === b),
    mode: agreed(statements.pairs, 'mode', (a, b) => a === b),
    speaker: agreed(statements.pairs, 'speaker', (a, b) => a === b || oneName(a, b)),
    missed: [...statements.missed, ...speakers.missed].map(told),
    extra: [...statements.extra, ...speakers.extra].map(told),
  };
}

function rowOf({ measure, quote, mode, speaker }: Article['statements'][number]): KeyRow {
  const approximation = 'number' in measure ? measure.number.approximation : undefined;
  return { kind: measure.kind, value: valueIn(measure), words: quote, approximation, mode, speaker: speaker ?? '' };
}

type Pair = readonly [proposed: KeyRow, wanted: KeyRow];

function matched(proposed: readonly KeyRow[], wanted: readonly KeyRow[], same: (a: KeyRow, b: KeyRow) => boolean) {
  const missed = [...wanted];
  const pairs: Pair[] = [];
  const extra = proposed.filter((one) => {
    const fits = missed.filter((row) => same(one, row));
    const row = fits.find(({ mode }) => mode === one.mode) ?? fits[0];
    if (row === undefined) return true;
    missed.splice(missed.indexOf(row), 1);
    pairs.push([one, row]);
    return false;
  });
  return { score: { right: pairs.length, proposed: proposed.length, wanted: wanted.length }, pairs, missed, extra };
}

function agreed(
  pairs: readonly Pair[],
  detail: (typeof DETAILS)[number],
  same: (a: string, b: string) => boolean,
): Agreement {
  const told = pairs.filter(([, row]) => row[detail] !== undefined);
  return { right: told.filter(([one, row]) => same(one[detail] ?? '', row[detail]!)).length, of: told.length };
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const overlap = (a: string, b: string): boolean => plain(a).includes(plain(b)) || plain(b).includes(plain(a));

const sameClaim = (one: KeyRow, row: KeyRow): boolean =>
  one.kind === row.kind && overlap(one.words ?? '', row.words ?? '');

function sameMeasure(one: KeyRow, row: KeyRow): boolean {
  if (one.kind !== row.kind) return false;
  if (NUMBERS.includes(row.kind)) return Math.abs(Number(one.value) - Number(row.value)) <= 0.02 * Number(row.value);
  if (row.kind === 'onset' || row.kind === 'end') return one.value === row.value;
  if (row.kind === 'error') return overlap(one.value, row.value);
  const places = row.value.split(', ').map(placeKey).sort();
  return places.join() === one.value.split(',').map(placeKey).sort().join();
}

const CODES = countryCodes();
const placeKey = (name: string): string => CODES.get(name) ?? name.replace(/^(?:more than|over) /, '');

function countryCodes(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
  const letters = Array.from({ length: 26 }, (_, at) => String.fromCharCode(65 + at));
  const pairs = letters.flatMap((first) => letters.map((second) => first + second));
  // Codes that were given up have the name of the country that they are now part of.
  const codes = pairs.filter((code) => new Intl.Locale(`und-${code}`).region === code);
  const known = codes.flatMap((code) => {
    const name = names.of(code);
    return name === undefined ? [] : [[name, code] as const];
  });
  return new Map([...known, ['US', 'US'], ['UK', 'GB'], ['Turkey', 'TR']]);
}

const EMPTY = new Set(['the', 'a', 'an', 'of', 'for', 'at', 'one', 'mr', 'ms', 'its', 'company', 'in', 'and']);
const core = (name: string): string[] =>
  name
    .toLowerCase()
    .replaceAll(/\.com\b|[^\p{L}\p{N} ]+/gu, ' ')
    .split(/\s+/)
    .filter((word) => word !== '' && !EMPTY.has(word));

/** The key may give more than one name, with ` / ` between them. */
const sameName = (one: KeyRow, row: KeyRow): boolean => oneName(one.value, row.value);
const oneName = (name: string, names: string): boolean => names.split(' / ').some((known) => alike(name, known));

/** All words that matter of the shorter name are in the longer one; "the company" is only itself. */
function alike(one: string, other: string): boolean {
  const [a, b] = [core(one), core(other)];
  if (a.length === 0 || b.length === 0)
    return one.replace(/^the /i, '').toLowerCase() === other.replace(/^the /i, '').toLowerCase();
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

export function sum(scores: readonly Scores[]): Totals {
  const total = (part: (typeof PARTS)[number]): Score => ({
    right: added(scores.map((one) => one[part].right)),
    proposed: added(scores.map((one) => one[part].proposed)),
    wanted: added(scores.map((one) => one[part].wanted)),
  });
  const agreement = (detail: (typeof DETAILS)[number]): Agreement => ({
    right: added(scores.map((one) => one[detail].right)),
    of: added(scores.map((one) => one[detail].of)),
  });
  return {
    statements: total('statements'),
    speakers: total('speakers'),
    claims: total('claims'),
    approximation: agreement('approximation'),
    mode: agreement('mode'),
    speaker: agreement('speaker'),
  };
}

const added = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
