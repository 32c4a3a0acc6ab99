/**
 * Numbers in a sentence: digits, words ("two hundred and fifty thousand"), scales, fractions as shares, and what stands
 * before them ("more than", "nearly"), with the words of a language. Law: words and digits of one number read the same.
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

/** Number words of a language, and the forms that they stand in. Patterns with `g` are searched for, others tried in place. */
export interface NumberWords {
  readonly units: Readonly<Record<string, number>>;
  readonly scales: Readonly<Record<string, number>>;
  /** half, third, … to the whole that they are a part of */
  readonly parts: Readonly<Record<string, number>>;
  /** "a", "half", "a couple": what stands for a number before a scale. */
  readonly articles: Readonly<Record<string, number>>;
  /** Words between others that count nothing. */
  readonly joints: RegExp;
  readonly words: RegExp;
  /** The value of such words, where a language writes them in a way of its own; else they are added up one by one. */
  readonly readWords?: (words: string) => number | undefined;
  /** After digits; its groups are the scale. */
  readonly scaleAfter: RegExp;
  /** After digits: a lone group of three behind a dot is decimals. */
  readonly decimalBefore: RegExp;
  /** "one in five": the groups are part and whole. */
  readonly oneIn: RegExp;
  /** "two thirds of": the groups `count` and `part`. */
  readonly fraction: RegExp;
  /** What stands before a number, longest first. */
  readonly before: readonly (readonly [Approximation, RegExp])[];
  /** Emphasis between those words and the number. */
  readonly filler: RegExp;
  readonly overAfter: RegExp;
  readonly aboutAfter: RegExp;
  readonly between: RegExp;
  readonly and: RegExp;
  readonly to: RegExp;
  /** Before a number that a change starts from: no range begins there. */
  readonly changeFrom: RegExp;
}

export type NumberReader = (text: string) => NumberSpan[];

export function numberReader(language: NumberWords): NumberReader {
  const { units, scales, parts, articles } = language;
  const numeral = (word: string): number => units[word.toLowerCase()] ?? articles[word.toLowerCase()] ?? Number(word);
  return (text) => {
    const found: NumberSpan[] = [];
    const add = (start: number, end: number, value: number, share = false): void => {
      if (!Number.isFinite(value) || found.some((one) => start < one.end && end > one.start)) return;
      found.push({ start, end, value, share, ...meant(language, text, start, end) });
    };
    for (const match of text.matchAll(language.oneIn)) {
      const [part, whole] = [numeral(match[1]!), numeral(match[2]!)];
      if (part < whole) add(match.index, match.index + match[0].length, (100 * part) / whole, true);
    }
    for (const match of text.matchAll(language.fraction)) {
      const whole = parts[match.groups!.part!.toLowerCase()];
      const count = numeral(match.groups!.count ?? '1');
      if (whole !== undefined && count < whole)
        add(match.index, match.index + match[0].length, (100 * count) / whole, true);
    }
    for (const match of text.matchAll(DIGITS)) {
      const after = match.index + match[0].length;
      const behind = text.slice(after, after + AFTER_MAX);
      const scale = language.scaleAfter.exec(behind);
      const decimal = scale !== null || language.decimalBefore.test(behind);
      const times = scale === null ? 1 : (scales[scale[1]?.toLowerCase() ?? ''] ?? 1);
      const vulgar = VULGAR[text[after] ?? ''];
      if (vulgar !== undefined) add(match.index, after + 1, valueOfDigits(match[0], decimal) + vulgar);
      else add(match.index, after + (scale?.[0].length ?? 0), precise(valueOfDigits(match[0], decimal) * times));
    }
    for (const match of text.matchAll(language.words)) {
      const value = (language.readWords ?? ((words) => wordsValue(language, words)))(match[0]);
      if (value !== undefined) add(match.index, match.index + match[0].length, value);
    }
    return joinRanges(
      language,
      text,
      found.toSorted((a, b) => a.start - b.start),
    );
  };
}

/** "3½ hours". */
const VULGAR: Readonly<Record<string, number>> = { '½': 0.5, '¼': 0.25, '¾': 0.75 };

/** Characters after a number, and before it, that say how it was meant. */
const AFTER_MAX = 30;
const BEFORE_MAX = 40;

/** 2.4 × 100,000 is 240,000 and not a hair beside it. */
const precise = (value: number): number => Number(value.toPrecision(12));

function wordsValue({ units, scales, articles, joints }: NumberWords, words: string): number | undefined {
  let total = 0;
  let group = 0;
  let said = false;
  for (const word of words.toLowerCase().split(/[\s,-]+/)) {
    const unit = units[word];
    const scale = scales[word] ?? scales[word.replace(/s$/, '')];
    const article = articles[word];
    if (unit !== undefined) group += unit;
    else if (scale !== undefined) {
      const many = group === 0 && !said ? 1 : group;
      if (scale <= 100) group = many * scale;
      else {
        total += many * scale;
        group = 0;
      }
    } else if (article !== undefined) group ||= article;
    else if (!joints.test(word)) return undefined;
    said ||= unit !== undefined || (article !== undefined && article !== 1);
  }
  return total + group;
}

function meant(
  { before: befores, filler, overAfter, aboutAfter }: NumberWords,
  text: string,
  start: number,
  end: number,
): { approximation: Approximation; from: number } {
  const first = Math.max(0, start - BEFORE_MAX);
  const before = text.slice(first, start).replace(filler, '');
  for (const [approximation, pattern] of befores) {
    const hit = pattern.exec(before);
    const apart = hit === null ? '' : before.slice(hit.index - 1, hit.index);
    if (hit !== null && !/\p{L}/u.test(apart)) return { approximation, from: first + hit.index };
  }
  const after = text.slice(end, end + AFTER_MAX);
  if (overAfter.test(after)) return { approximation: 'over', from: start };
  if (aboutAfter.test(after)) return { approximation: 'about', from: start };
  return { approximation: 'exact', from: start };
}

/** "between 200,000 and 250,000" and "26,000 to 28,000" are one number with two ends, "26,000-28,000" too. */
function joinRanges(
  { between, and, to, changeFrom }: NumberWords,
  text: string,
  spans: readonly NumberSpan[],
): NumberSpan[] {
  const joined: NumberSpan[] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    const apart = before === undefined ? '' : text.slice(before.end, span.start);
    const lead = before === undefined ? '' : text.slice(Math.max(0, before.start - BEFORE_MAX), before.start);
    const range = before !== undefined && !before.share && between.test(lead) && and.test(apart);
    const dashed = before !== undefined && to.test(apart) && before.value >= 100;
    if (before !== undefined && (range || dashed) && span.value > before.value && !changeFrom.test(lead))
      joined[joined.length - 1] = { ...before, end: span.end, high: span.value, approximation: 'between' };
    else joined.push(span);
  }
  return joined;
}
