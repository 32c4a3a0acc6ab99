/**
 * Sentences of a paragraph, and what is quoted in it. A dot in "a.m.", "U.S.", "9.30" or "Mr. X" ends no sentence; a
 * quotation that runs over several sentences is one.
 */
import { plainDigits } from './digits.ts';
import type { Span } from './found.ts';
import type { Language } from './language.ts';

export interface Sentence {
  /** As written. */
  readonly words: string;
  /** With plain digits, and quotation marks of one kind; the same positions as `words` but for digits outside the BMP. */
  readonly text: string;
  /** What is quoted, as positions in `text`; the quotation may begin or end in another sentence. */
  readonly quoted: readonly Span[];
  readonly paragraph: number;
}

export function sentencesOf(paragraphs: readonly string[], language: Pick<Language, 'goesOn'>): Sentence[] {
  return paragraphs.flatMap((words, paragraph) => {
    const text = evenQuotes(plainDigits(words));
    const ranges = quotedIn(text);
    const kept = text.length === words.length ? words : text;
    return cut(text, language).map(({ start, end }) => ({
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

function quotedIn(text: string): Span[] {
  return [...text.matchAll(/“([^”]*)(?:”|$)/g)].map((match) => ({
    start: match.index + 1,
    end: match.index + 1 + match[1]!.length,
  }));
}

/** Characters of a sentence; a longer run of words is cut, so that no rule ever meets more. */
const SENTENCE_MAX = 2_000;
/** Characters behind a dot, and before it, that decide whether it ends a sentence. */
const LOOKED_AT = 40;

function cut(text: string, { goesOn }: Pick<Language, 'goesOn'>): Span[] {
  const parts: Span[] = [];
  let from = 0;
  const part = (end: number): void => {
    for (; end - from > SENTENCE_MAX; from += SENTENCE_MAX) parts.push({ start: from, end: from + SENTENCE_MAX });
    if (text.slice(from, end).trim() !== '') parts.push({ start: from, end });
  };
  for (const match of text.matchAll(/[.!?…]+[”’)]*(?=\s+["“‘(]?[\p{L}\d@~–—#]|\s*$)/gu)) {
    const end = match.index + match[0].length;
    const before = text.slice(Math.max(from, match.index + 1 - LOOKED_AT), match.index + 1);
    const next = text.slice(end, end + LOOKED_AT).trimStart();
    if (match[0].startsWith('.') && goesOn(before, next)) continue;
    // A small letter goes on with the sentence after a quotation, an ellipsis or a short word with a dot.
    if (/^\p{Ll}/u.test(next) && (/[”’)…]$|\.\.$/u.test(match[0]) || /\b\p{L}{1,4}\.$/u.test(before))) continue;
    part(end);
    from = end;
    while (text[from] === ' ') from += 1;
  }
  part(text.length);
  return parts;
}
