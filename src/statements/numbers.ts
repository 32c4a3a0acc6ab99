/**
 * Numbers in a sentence: digits, words ("two hundred and fifty thousand"), Indian and Western scales, fractions as shares,
 * and what stands before them ("more than", "nearly"). Law: number words and digits of the same number read the same.
 */
import type { Approximation, Quantity } from '../model/statement.ts';
import { DIGITS, valueOfDigits } from './digits.ts';

export interface NumberSpan extends Quantity {
  readonly start: number;
  readonly end: number;
  /** Where the words before it that say how it was meant begin. */
  readonly from: number;
  /** A part of a whole, in per cent: "one in five", "two thirds". */
  readonly share: boolean;
}

const UNITS: Readonly<Record<string, number>> = Object.fromEntries([
  ...'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, i) => [word, i] as const),
  ...'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').map((word, i) => [word, 20 + 10 * i] as const),
]);
const SCALES: Readonly<Record<string, number>> = {
  hundred: 100,
  dozen: 12,
  thousand: 1_000,
  k: 1_000,
  lakh: 100_000,
  lakhs: 100_000,
  lac: 100_000,
  million: 1_000_000,
  millions: 1_000_000,
  mn: 1_000_000,
  m: 1_000_000,
  crore: 10_000_000,
  crores: 10_000_000,
  billion: 1_000_000_000,
  bn: 1_000_000_000,
};
const PARTS: Readonly<Record<string, number>> = {
  half: 2,
  halves: 2,
  third: 3,
  thirds: 3,
  quarter: 4,
  quarters: 4,
  fifth: 5,
  fifths: 5,
  tenth: 10,
  tenths: 10,
};

const UNIT = `(?:${Object.keys(UNITS).join('|')})`;
const LARGE = '(?:hundred|dozen|thousand|lakhs?|million|crores?|billion)';
const WORDS = new RegExp(
  `\\b(?:(?:a|half a|a couple of) (?=${LARGE}\\b)|${UNIT}\\b|${LARGE}s?\\b(?<=\\ba \\w+))(?:(?:[- ]|,? and (?=${UNIT}\\b))?(?:${UNIT}|${LARGE})\\b)*`,
  'giu',
);
const SCALE_AFTER =
  /^[- \u00a0]?(hundred|thousand|lakhs?|lac|millions?|mn|crores?|billion|bn)\b|^(k|m|bn)\b(?![\p{L}/])/iu;
const NUMERAL = `(?:\\d+|${UNIT})`;
const ONE_IN = new RegExp(
  `\\b(${NUMERAL}) (?:in(?: every)?|out of(?: every)?) (${NUMERAL})\\b(?! (?:the|minutes?|hours?|days?))`,
  'giu',
);
const FRACTION = new RegExp(
  `\\b(?:(${UNIT}|a|an)[- ](half|third|quarter|fifth|tenth|thirds|quarters|fifths|tenths)|(half))(?= of (?!an? |(?:the |this |last )?(?:hour|day|year|month|century|decade))| (?:the|its|all|their|those|our) (?!time|hour|day))|\\b(${UNIT})[- ](thirds|quarters|fifths|tenths)\\b|\\b(?:a|one) (third|quarter)\\b(?= the\\b|,|\\.| used| were| of (?!an?\\b))`,
  'giu',
);

/** What stands before a number, longest first. */
const BEFORE: readonly (readonly [Approximation, RegExp])[] = [
  ['nearly', /(?:nearly|almost|close to|just under|just shy of|approaching|not quite|fast approaching)$/iu],
  [
    'over',
    /(?:more than|over|at least|in excess of|upwards? of|no fewer than|not less than|above|exceed(?:ing|ed|s)?|crossing|crossed|surpass(?:ed|ing)|topp(?:ed|ing)|just over|well over|a bit over|a little over|a little more than|a little after|passed|top|>|≥)$/iu,
  ],
  ['up to', /(?:up to|as many as|as much as|a maximum of|at most)$/iu],
  ['under', /(?:fewer than|less than|under|below|not even|<)$/iu],
  [
    'about',
    /(?:about|around|roughly|approximately|approx\.?|circa|ca\.?|some|an estimated|estimated|in the region of|~|≈|shortly (?:before|after)|just (?:before|after))$/iu,
  ],
];

export function numbersIn(text: string): NumberSpan[] {
  const found: NumberSpan[] = [];
  const add = (start: number, end: number, value: number, share = false): void => {
    if (!Number.isFinite(value) || found.some((one) => start < one.end && end > one.start)) return;
    found.push({ start, end, value, share, ...meant(text, start, end) });
  };
  for (const match of text.matchAll(ONE_IN)) {
    const [part, whole] = [numeral(match[1]!), numeral(match[2]!)];
    if (part < whole) add(match.index, match.index + match[0].length, (100 * part) / whole, true);
  }
  for (const match of text.matchAll(FRACTION)) {
    const parts = PARTS[(match[2] ?? match[3] ?? match[5] ?? match[6] ?? '').toLowerCase()];
    const count = numeral(match[1] ?? match[4] ?? 'one');
    if (parts !== undefined && count < parts) {
      add(match.index, match.index + match[0].length, (100 * count) / parts, true);
    }
  }
  for (const match of text.matchAll(DIGITS)) {
    const after = match.index + match[0].length;
    const scale = SCALE_AFTER.exec(text.slice(after));
    const decimal = scale !== null || /^\s?(?:%|per ?cent|[TGM]bps)/iu.test(text.slice(after));
    const times = scale === null ? 1 : scaleOf(scale[1] ?? scale[2]!);
    add(match.index, after + (scale?.[0].length ?? 0), precise(valueOfDigits(match[0], decimal) * times));
  }
  for (const match of text.matchAll(WORDS)) {
    const value = wordsValue(match[0]);
    if (value !== undefined) add(match.index, match.index + match[0].length, value);
  }
  return joinRanges(
    text,
    found.toSorted((a, b) => a.start - b.start),
  );
}

const numeral = (word: string): number => UNITS[word.toLowerCase()] ?? (/^an?$/i.test(word) ? 1 : Number(word));
const scaleOf = (word: string): number => SCALES[word.toLowerCase()] ?? 1;
/** 2.4 × 100,000 is 240,000 and not a hair beside it. */
const precise = (value: number): number => Number(value.toPrecision(12));

function wordsValue(words: string): number | undefined {
  let total = 0;
  let group = 0;
  let said = false;
  for (const word of words.toLowerCase().split(/[\s,-]+/)) {
    const unit = UNITS[word];
    if (unit !== undefined) group += unit;
    else if (word === 'half') group = 0.5;
    else if (word === 'couple') group = 2;
    else if (SCALES[word.replace(/s$/, '')] !== undefined) {
      const scale = SCALES[word.replace(/s$/, '')]!;
      const many = group === 0 && !said ? 1 : group;
      if (scale <= 100) group = many * scale;
      else {
        total += many * scale;
        group = 0;
      }
    } else if (!/^(?:a|and|of)$/.test(word)) return undefined;
    said ||= unit !== undefined || word === 'half';
  }
  return total + group;
}

function meant(text: string, start: number, end: number): { approximation: Approximation; from: number } {
  const before = text
    .slice(Math.max(0, start - 30), start)
    .replace(/(?:\s|\ba staggering|\ba whopping|\bthe number of)+$/iu, '');
  for (const [approximation, pattern] of BEFORE) {
    const hit = pattern.exec(before);
    const apart = hit === null ? '' : before.slice(hit.index - 1, hit.index);
    if (hit !== null && !/\p{L}/u.test(apart)) return { approximation, from: Math.max(0, start - 30) + hit.index };
  }
  if (/^(?:\+| or more\b| plus\b)/u.test(text.slice(end))) return { approximation: 'over', from: start };
  if (/^ or so\b|^-?ish\b|^, give or take/u.test(text.slice(end))) return { approximation: 'about', from: start };
  return { approximation: 'exact', from: start };
}

/** "between 200,000 and 250,000" and "26,000 to 28,000" are one number with two ends, "26,000-28,000" too. */
function joinRanges(text: string, spans: readonly NumberSpan[]): NumberSpan[] {
  const joined: NumberSpan[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    const apart = before === undefined ? '' : text.slice(before.end, span.start);
    const between = before !== undefined && /\bbetween $/iu.test(text.slice(0, before.start)) && /^ and $/u.test(apart);
    const range = before !== undefined && !before.share && between;
    const dashed = before !== undefined && /^(?:[-–—]| to )$/u.test(apart) && before.value >= 100;
    if (
      before !== undefined &&
      (range || dashed) &&
      span.value > before.value &&
      !/\b(?:from|up) $/u.test(text.slice(0, before.start))
    ) {
      joined[joined.length - 1] = { ...before, end: span.end, high: span.value, approximation: 'between' };
    } else joined.push(span);
  }
  return joined;
}
