/** Number words of German, written as one word or several: zweihundertfünfzigtausend, anderthalb Millionen, jeder zehnte. */
import type { Approximation } from '../../model/statement.ts';
import { numberReader } from '../numbers.ts';

const ONES: Readonly<Record<string, number>> = Object.fromEntries([
  ...'null eins zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'
    .split(' ')
    .map((word, i) => [word, i] as const),
  ...'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'
    .split(' ')
    .map((word, i) => [word, 20 + 10 * i] as const),
  ['ein', 1],
  ['eine', 1],
  ['einer', 1],
  ['einem', 1],
  ['einen', 1],
  ['zwo', 2],
  ['dreissig', 30],
]);
const SCALES: Readonly<Record<string, number>> = {
  tausend: 1e3,
  'tsd.': 1e3,
  million: 1e6,
  millionen: 1e6,
  'mio.': 1e6,
  mio: 1e6,
  milliarde: 1e9,
  milliarden: 1e9,
  'mrd.': 1e9,
  mrd: 1e9,
};
const HALVES: Readonly<Record<string, number>> = {
  anderthalb: 1.5,
  eineinhalb: 1.5,
  zweieinhalb: 2.5,
  dreieinhalb: 3.5,
  viereinhalb: 4.5,
};
const PARTS: Readonly<Record<string, number>> = Object.fromEntries(
  [
    ['hälfte', 2],
    ['drittel', 3],
    ['viertel', 4],
    ['fünftel', 5],
    ['zehntel', 10],
    ['zweite', 2],
    ['dritte', 3],
    ['vierte', 4],
    ['fünfte', 5],
    ['sechste', 6],
    ['siebte', 7],
    ['achte', 8],
    ['neunte', 9],
    ['zehnte', 10],
    ['zwanzigste', 20],
    ['hundertste', 100],
  ].flatMap(([word, whole]) => ['', 'r', 'n', 's'].map((ending) => [`${word}${ending}`, Number(whole)] as const)),
);

const HALF = `(?:${Object.keys(HALVES).join('|')})`;
const LARGE = '(?:Million(?:en)?|Milliarden?|Dutzend)';
/** Any word may be a number; only reading it tells, for a pattern that takes number words apart can be led in circles. */
const WORDS = new RegExp(
  `(?<![\\p{L}\\d])(?:eine halbe ${LARGE}|${HALF}(?: ${LARGE})?|\\p{L}{2,80}[- ]${LARGE}|\\p{L}{3,80})(?![\\p{L}])`,
  'giu',
);

/** Below a thousand million, written as one word; undefined for what is no number, or only an article. */
export function germanValue(words: string): number | undefined {
  const text = words.toLowerCase().replaceAll(/[ -]/g, '');
  if (/^(?:und|eine?|einer|einem|einen)$/.test(text)) return undefined;
  const [, many, scale] = /^(.*?)(million(?:en)?|milliarden?|dutzend)$/.exec(text) ?? [];
  if (scale !== undefined) {
    const times = scale === 'dutzend' ? 12 : SCALES[scale]!;
    const count =
      many === 'einehalbe' ? 0.5 : (HALVES[many!] ?? (many === '' || /^eine?$/.test(many!) ? 1 : compound(many!)));
    return count === undefined ? undefined : count * times;
  }
  return HALVES[text] ?? compound(text);
}

function compound(text: string): number | undefined {
  const thousand = text.indexOf('tausend');
  if (thousand >= 0) {
    const many = thousand === 0 ? 1 : hundreds(text.slice(0, thousand));
    const rest = text.slice(thousand + 7).replace(/^und/, '');
    const more = rest === '' ? 0 : hundreds(rest);
    return many === undefined || more === undefined ? undefined : 1_000 * many + more;
  }
  return hundreds(text);
}

function hundreds(text: string): number | undefined {
  const at = text.indexOf('hundert');
  if (at < 0) return tens(text);
  const many = at === 0 ? 1 : tens(text.slice(0, at));
  const rest = text.slice(at + 7).replace(/^und/, '');
  const more = rest === '' ? 0 : tens(rest);
  return many === undefined || more === undefined ? undefined : 100 * many + more;
}

/** "siebenundzwanzig": the ones stand first. */
function tens(text: string): number | undefined {
  const plain = ONES[text];
  if (plain !== undefined) return plain;
  const [, one, ten] = /^(.+?)und(.+)$/.exec(text) ?? [];
  const [low, high] = [ONES[one ?? ''], ONES[ten ?? '']];
  return low === undefined || high === undefined || low > 9 || high < 20 ? undefined : low + high;
}

const BEFORE: readonly (readonly [Approximation, RegExp])[] = [
  ['over', /(?:mehr als|über|mindestens|wenigstens|gut|weit über|oberhalb von|>)$/iu],
  ['nearly', /(?:knapp|fast|beinahe|nahezu|annähernd|kurz unter)$/iu],
  ['up to', /(?:bis zu|höchstens|maximal)$/iu],
  ['under', /(?:weniger als|unter|nicht einmal|<)$/iu],
  ['about', /(?:rund|etwa|circa|zirka|ca\.|ungefähr|um die|schätzungsweise|geschätzt|gegen|~|≈)$/iu],
];
const NUMERAL = `(?:\\d+|${Object.keys(ONES).join('|')})`;

export const numbersIn = numberReader({
  units: ONES,
  scales: SCALES,
  parts: PARTS,
  articles: { einer: 1, eine: 1, ein: 1 },
  joints: /^und$/,
  words: WORDS,
  readWords: germanValue,
  scaleAfter: /^[ \u00a0]?(Millionen|Milliarden|Million|Milliarde|Mio\.?|Mrd\.?|Tsd\.?|tausend)(?![\p{L}])/iu,
  decimalBefore: /^\s?(?:%|Prozent|[TGM]bit|Terabit|Gigabit)/iu,
  oneIn: new RegExp(
    `(?<![\\p{L}\\d])(${NUMERAL}) von (${NUMERAL})(?![\\p{L}\\d.,])(?! (?:Minuten|Stunden|Tagen))`,
    'giu',
  ),
  fraction:
    /(?<![\p{L}\d])(?:(?<count>zwei|drei|vier|ein) (?<part>drittel|viertel|fünftel|zehntel)|(?:die )?(?<part>hälfte)|jede[rsn]? (?<part>zweite|dritte|vierte|fünfte|sechste|siebte|achte|neunte|zehnte|zwanzigste|hundertste)[nrs]?)(?![\p{L}])(?! (?:Stunde|Jahres|Tages))/giu,
  before: BEFORE,
  filler: /(?:\s|\bsage und schreibe|\bganze|\bsatte|\bbereits|\bschon)+$/iu,
  overAfter: /^(?:\+| und mehr\b| oder mehr\b)/u,
  aboutAfter: /^ in etwa\b/u,
  between: /\bzwischen (?:etwa |rund )?$/iu,
  and: /^ und $/u,
  to: /^(?:[-–—]| bis )$/u,
  changeFrom: /\b(?:von|ab) $/u,
});
