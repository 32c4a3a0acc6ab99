/** Number words of English, as written in London, New York and Delhi. */
import type { Approximation } from '../../model/statement.ts';
import { type NumberWords, numberReader } from '../numbers.ts';

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
  /^(?:[- \u00a0]?(?=(?:hundred|thousand|lakhs?|lac|millions?|mn|crores?|billion|bn)\b)|(?=(?:k|m|bn)\b(?![\p{L}/])))(\p{L}+)/iu;
const NUMERAL = `(?:\\d+|${UNIT})`;
const ONE_IN = new RegExp(
  `\\b(${NUMERAL}) (?:in(?: every)?|out of(?: every)?) (${NUMERAL})\\b(?! (?:the|minutes?|hours?|days?))`,
  'giu',
);
const FRACTION = new RegExp(
  `\\b(?:(?<count>${UNIT}|a|an)[- ](?<part>half|third|quarter|fifth|tenth|thirds|quarters|fifths|tenths)|(?<part>half))(?= of (?!an? |(?:the |this |last )?(?:hour|day|year|month|century|decade))| (?:the|its|all|their|those|our) (?!time|hour|day))|\\b(?<count>${UNIT})[- ](?<part>thirds|quarters|fifths|tenths)\\b|\\b(?:a|one) (?<part>third|quarter)\\b(?= the\\b|,|\\.| used| were| of (?!an?\\b))`,
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

const WORDS_OF_ENGLISH: NumberWords = {
  units: UNITS,
  scales: SCALES,
  parts: PARTS,
  articles: { a: 1, an: 1, half: 0.5, couple: 2 },
  joints: /^(?:and|of)$/,
  words: WORDS,
  scaleAfter: SCALE_AFTER,
  decimalBefore: /^\s?(?:%|per ?cent|[TGM]bps)/iu,
  oneIn: ONE_IN,
  fraction: FRACTION,
  before: BEFORE,
  filler: /(?:\s|\ba staggering|\ba whopping|\bthe number of)+$/iu,
  overAfter: /^(?:\+| or more\b| plus\b)/u,
  aboutAfter: /^ or so\b|^-?ish\b|^, give or take/u,
  between: /\bbetween (?:about |around |roughly )?$/iu,
  and: /^ and $/u,
  to: /^(?:[-–—]| to )$/u,
  changeFrom: /\b(?:from|up) $/u,
};

export const numbersIn = numberReader(WORDS_OF_ENGLISH);
