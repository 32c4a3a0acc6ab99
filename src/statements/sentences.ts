/**
 * Sentences of a paragraph, and what is quoted in it. A dot in "a.m.", "U.S.", "9.30" or "Mr. X" ends no sentence; a
 * quotation that runs over several sentences is one.
 */
import { plainDigits } from './digits.ts';

export interface Sentence {
  /** As written. */
  readonly words: string;
  /** With plain digits, and quotation marks of one kind; the same positions as `words` but for digits outside the BMP. */
  readonly text: string;
  /** What is quoted, as positions in `text`; the quotation may begin or end in another sentence. */
  readonly quoted: readonly Range[];
  readonly paragraph: number;
}

export interface Range {
  readonly start: number;
  readonly end: number;
}

const SHORT =
  /(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|St|No|vs|approx|ca|Inc|Ltd|Corp|Co|etc|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|e\.g|i\.e)|\b[A-Z](?:\.[A-Z])*)\.$/u;
const HALF_DAY = /\b[ap]\.?m\.$/iu;

export function sentencesOf(paragraphs: readonly string[]): Sentence[] {
  return paragraphs.flatMap((words, paragraph) => {
    const text = evenQuotes(plainDigits(words));
    const ranges = quotedIn(text);
    const kept = text.length === words.length ? words : text;
    return cut(text).map(({ start, end }) => ({
      words: kept.slice(start, end),
      text: text.slice(start, end),
      paragraph,
      quoted: ranges
        .filter((range) => range.start < end && range.end > start)
        .map((range) => ({ start: Math.max(0, range.start - start), end: Math.min(end, range.end) - start })),
    }));
  });
}

/** “ ” « » „ and straight marks as “ and ”. */
function evenQuotes(text: string): string {
  const even = text.replaceAll(/[«„]/g, '“').replaceAll('»', '”');
  const german = text.includes('„') ? even.replaceAll(/(?<=“[^“”]*)“/g, '”') : even;
  let open = false;
  return german.replaceAll(/["“”]/g, (mark) => {
    if (mark === '“') open = true;
    else if (mark === '”') open = false;
    else open = !open;
    return open ? '“' : '”';
  });
}

function quotedIn(text: string): Range[] {
  return [...text.matchAll(/“([^”]*)(?:”|$)/g)].map((match) => ({
    start: match.index + 1,
    end: match.index + 1 + match[1]!.length,
  }));
}

function cut(text: string): Range[] {
  const parts: Range[] = [];
  let from = 0;
  for (const match of text.matchAll(/[.!?…]+[”’)]*(?=\s+["“‘(]?[\p{L}\d@~–—#]|\s*$)/gu)) {
    const end = match.index + match[0].length;
    const before = text.slice(from, match.index + 1);
    const next = text.slice(end).trimStart();
    if (match[0].startsWith('.') && SHORT.test(before) && next !== '') continue;
    if (HALF_DAY.test(before) && !/^(?:[A-Z][\p{Ll}]+|“)/u.test(next)) continue;
    if (
      HALF_DAY.test(before) &&
      /^(?:Eastern|Pacific|Central|Mountain|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|London|UK|German|[A-Z]\p{Ll}+ [Tt]ime)\b/u.test(
        next,
      )
    )
      continue;
    // A small letter goes on with the sentence after a quotation, an ellipsis or a short word with a dot.
    if (/^\p{Ll}/u.test(next) && (/[”’)…]$|\.\.$/u.test(match[0]) || /\b\p{L}{1,4}\.$/u.test(before))) continue;
    parts.push({ start: from, end });
    from = end + (text.slice(end).length - text.slice(end).trimStart().length);
  }
  if (from < text.length) parts.push({ start: from, end: text.length });
  return parts.filter(({ start, end }) => text.slice(start, end).trim() !== '');
}
