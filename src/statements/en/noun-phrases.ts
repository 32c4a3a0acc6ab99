/**
 * The name and the role in an English noun phrase: "hospital administrator Ruth Calloway", "Jane Achterberg, a security
 * engineer at Nordlight", "a spokesperson for Nimbus". A name is what is written like one, or a noun that can speak.
 */
import type { Named } from '../speakers.ts';
import { AGENT, isPerson, isProper, NO_NOUN, namedOf, OFFICE, OPENERS, PREPOSITION, PROPER_END } from './names.ts';

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const WORD =
  /@?[\p{L}\p{N}](?:[\p{L}\p{N}’'&_/-]|\.(?=[\p{L}\p{N}])|(?<=\b\p{Lu})\.|(?<=\b(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|St|Jr|Inc|Corp|Ltd|Co))\.)*|[^\s]/gu;
/** Words of a clause that are looked at. */
const WORDS_MAX = 70;
const CHARACTERS_MAX = 500;

const wordsOf = (text: string): Word[] =>
  [...text.matchAll(WORD)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));

const ADVERB =
  /^(?:has|have|had|also|later|then|further|previously|publicly|now|since|separately|just|recently|reportedly|still|already|even|often|once|himself|herself|itself|themselves|first|would|\p{Ll}+ly|on|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)$/u;
const PASSIVE = /^(?:was|were|is|are|been|being|be|not|never|n’t|\p{L}+n[’']t|declined|refused|failed|yet|get|got)$/iu;
/** "took to X to say", "went on to claim": the subject stands before these. */
const LED =
  /^(?:took|takes|taking|went|goes|appeared|seemed|continued|sought|rushed|turned|used|uses|was|were|posted)$/u;
const CLOSED = /^[,)]$|^[—–]$/u;
const MARK = /^[,;:()“”"!?…—–[\]|•·]$|^\.$/u;
/** What goes on about the name before it: "who …", "a …", "director of …", "speaking …". */
const RELATIVE = /^(?:who|which|whose|where|whom|that)$/u;
const APPOSED = /^(?:a|an|the|its|his|her|their|now|then|formerly|former|one|also|chief|both|\d+|aged?)$/iu;
const ADVERBIAL =
  /^(?:of|from|at|in|on|after|during|for|with|as|via|through|under|by|when|asked|speaking|citing|writing|referring|responding|commenting|contacted|however|meanwhile|though|too|in|according|who|\p{Ll}+ing|\p{Ll}+ed)$/u;

/** The noun phrase that ends where a verb begins, with what stands beside the name. */
export function nounPhrase(before: string): Named | undefined {
  const words = wordsOf(before.slice(-CHARACTERS_MAX)).slice(-WORDS_MAX);
  const text = before.slice(-CHARACTERS_MAX);
  let at = words.length - 1;
  while (at >= 0 && ADVERB.test(words[at]!.text) && !isWeekdaySubject(words, at)) at -= 1;
  if (at < 0) return undefined;
  if (PASSIVE.test(words[at]!.text)) return undefined;
  if (words[at]!.text === 'to') return ledTo(words, text, at);
  return endingAt(words, text, at);
}

/** "On Monday said": a day is an adverb only where something stands before it that can be a subject. */
const isWeekdaySubject = (words: readonly Word[], at: number): boolean => at === 0 && /^\p{Lu}/u.test(words[at]!.text);

function ledTo(words: readonly Word[], text: string, at: number): Named | undefined {
  for (let k = at - 1; k >= Math.max(1, at - 8); k--) {
    if (/^(?:declined|refused|failed|yet)$/u.test(words[k]!.text)) return undefined;
    if (LED.test(words[k]!.text)) return endingAt(words, text, k - 1);
  }
  return undefined;
}

/** Phrases apart by commas that are looked over. */
const APPOSITIONS_MAX = 6;

function endingAt(words: readonly Word[], text: string, at: number, depth = 0): Named | undefined {
  if (at < 0) return undefined;
  if (!CLOSED.test(words[at]!.text) || depth > APPOSITIONS_MAX) return plainEnding(words, text, at);
  const open = openingOf(words, at);
  const first = open + 1;
  if (words[at]!.text === ')' || first >= at) return endingAt(words, text, first >= at ? at - 1 : open - 1, depth + 1);
  const inside = text.slice(words[first]!.start, words[at - 1]!.end);
  const plain = plainEnding(words, text, at - 1);
  if (open < 0 || !CLOSED.test(words[open]!.text)) return plain;
  const head = words[first]!.text;
  const before = endingAt(words, text, open, depth + 1);
  if (isName(inside)) {
    // "its president, Hélène Vasseur," has the name last.
    const office =
      before !== undefined && !isAdverbial(words, open) && OFFICE.test(before.name) && !isProper(before.name);
    return office
      ? { ...namedOf(inside, undefined), role: before.name.replace(/^(?:the|its|their|his|her)\s/iu, '') }
      : plain;
  }
  const goesOn = RELATIVE.test(head) || APPOSED.test(head) || ADVERBIAL.test(head) || OFFICE.test(inside);
  if (!goesOn || before === undefined || isAdverbial(words, open)) return plain;
  const told = OFFICE.test(inside) && !RELATIVE.test(head) && !ADVERBIAL.test(head);
  return told ? withRole(before, inside) : before;
}

const withRole = (named: Named | undefined, role: string | undefined): Named | undefined =>
  named === undefined || role === undefined || !/^\p{Lu}/u.test(named.name)
    ? named
    : { ...named, role: named.role ?? role.replace(/^(?:the|a|an)\s/iu, '') };

/** "On Monday, a spokesperson, …": what stands before that comma is nobody. */
function isAdverbial(words: readonly Word[], comma: number): boolean {
  const first = words.findLastIndex(({ text }, k) => k < comma && MARK.test(text)) + 1;
  return /^(?:On|In|At|After|During|By|Before|Since|Until|For|With|As|When|While)$/u.test(words[first]?.text ?? '');
}

function openingOf(words: readonly Word[], close: number): number {
  const pair = words[close]!.text === ')' ? '(' : undefined;
  for (let k = close - 1; k >= 0; k--) {
    const word = words[k]!.text;
    if (pair === undefined ? MARK.test(word) && word !== ')' : word === pair) return k;
    // A parenthesis inside of an apposition is stepped over.
    if (pair === undefined && word === ')') k = Math.max(0, openingOf(words, k));
  }
  return -1;
}

const isName = (text: string): boolean => PROPER_END.exec(text)?.[1] === text && isProper(text);

/** The phrase up to a word, without looking over commas. */
function plainEnding(words: readonly Word[], text: string, last: number): Named | undefined {
  let end = last;
  while (end >= 0 && ADVERB.test(words[end]!.text) && !/^\p{Lu}/u.test(words[end]!.text)) end -= 1;
  if (end < 0 || MARK.test(words[end]!.text)) return undefined;
  let first = end;
  while (first > 0 && end - first < 16 && !MARK.test(words[first - 1]!.text) && !NO_NOUN.test(words[first - 1]!.text))
    first -= 1;
  return ofChunk(text.slice(words[first]!.start, words[end]!.end));
}

/** Who is meant by a stretch of words that is one noun phrase. */
export function ofChunk(chunk: string): Named | undefined {
  const words = chunk.replace(OPENERS, '').trim();
  if (words === '') return undefined;
  const pronoun = /^(?:.* )?(he|she|they|it|who)$/iu.exec(words);
  if (pronoun !== null) return { name: pronoun[1]!.toLowerCase(), person: true };
  const measured =
    /^(.*\p{Lu}\S*) (?:data|figures|numbers|telemetry|metrics|statistics|status page|status account|support account|website|press team|press office)$/u.exec(
      words,
    )?.[1];
  if (measured !== undefined) return ofChunk(measured.replace(/[’']s?$/u, ''));
  const owned =
    /^(.*\p{Lu}\S*?)[’']s? (?:[\p{Ll}-]+ ){0,2}(?:website|site|data|status page|status account|telemetry|numbers|figures|team|post|tweet|statement|account|blog|report|dashboard|page|press office|office|updates?)$/u.exec(
      words,
    )?.[1];
  if (owned !== undefined) return ofChunk(owned);
  const source =
    /\b(?:data|figures|numbers|reports?|statistics|statement|update|post|message|notice|readings|analysis|maps?|charts?|graphs?) (?:\p{Ll}+ed )?(?:from|by|on|at|of|posted to) (?:the )?(?:[\p{Ll}-]+ )*(\p{Lu}.*)$/u.exec(
      words,
    )?.[1];
  if (source !== undefined) return ofChunk(source);
  const run = PROPER_END.exec(words)?.[1];
  if (run === undefined || !isProper(run)) return unnamed(words);
  const lead = words.slice(0, words.length - run.length).trim();
  if (!PREPOSITION.test(lead)) {
    // "Allan Liska of the cybersecurity firm Recorded Future": the person stands first.
    const person = /^(?:.*? )?(\p{Lu}\S+(?: \p{Lu}\S+)+),? (?:of|from|at|with|for) /u.exec(`${lead} `)?.[1];
    if (person !== undefined && isPerson(person))
      return { name: person, role: words.slice(words.indexOf(person) + person.length + 1), person: true };
    return namedOf(run, lead.replace(/^(?:the|a|an|its|their|his|her)(?:\s|$)/iu, '') || undefined);
  }
  // "traffic from Ukraine said": a name after a preposition is not who speaks, unless something that speaks stands before it.
  const head = lead.replace(PREPOSITION, '').trim();
  const before = PROPER_END.exec(head)?.[1];
  if (before !== undefined && isPerson(before))
    return { name: before, role: words.slice(head.length + 1), person: true };
  return unnamed(words);
}

/** A noun that speaks and what goes with it: "a person familiar with the matter". */
function unnamed(words: string): Named | undefined {
  const head =
    /^(.*?)(?: (?:of|for|at|from|in|with|on|to|inside|within|close|familiar|briefed|who|involved|tracking|monitoring) .*)?$/u.exec(
      words,
    )![1]!;
  const noun = head.slice(head.lastIndexOf(' ') + 1);
  if (!AGENT.test(noun) || words.split(' ').length > 12) return undefined;
  if (CROWD_COUNTED.test(words) && !/\b(?:familiar|briefed|close to|knowledge)\b/u.test(words)) return undefined;
  if (/\b(?:is|are|was|were|have|has|been|be)\b/u.test(words)) return undefined;
  const name = words.replace(/^(?:(?:a|an|that|our|this) )/iu, '').trim();
  return { name: /^the \S+$/iu.test(name) ? name.toLowerCase() : name.replace(/^the /iu, ''), person: false };
}

/** People who are counted do not speak. */
const CROWD_COUNTED =
  /^(?:\d|people$|(?:more|fewer|less) than|nearly|almost|about|around|over|some \d|thousands|hundreds|millions|tens|dozens|many|most|other)|\b(?:hundred|thousand|million|dozens)\b/iu;

const RIGHT_END =
  /[,.;:(“”!?]|\s[—–-]\s|\s(?:which|who|that|when|while|before|after|as|because|since|during|in|on|to|via|about|and (?=\p{Ll})|but|if|whether|saying|adding|said|says|showed|shows|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|late|early|earlier|later|last|this|is|are|was|were|has|have|had)(?=[\s,.;:]|$)/u;
const DOT_INSIDE =
  /\.(?=(?:com|net|org|io|co)\b|[\p{L}])|(?<=\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|St|Inc|Corp|Ltd|Co))\.(?= \p{Lu})/gu;
const KIND =
  /^(?:the |an? )?(?:[\p{Ll}-]+ )*(?:website|site|platform|service|firm|tracker|monitor|company|giant|group|organi[sz]ation|watchdog|outlet|newspaper|agency|provider|researchers?(?= \p{Lu}\p{Ll}+$))s? (?=\p{Lu})/u;

/** "according to the spy agency, the Communications Establishment" */
const APPOSED_NAME = /^, (?:the )?(\p{Lu}[\p{L}’'.-]*(?: (?:of |for |and )?\p{Lu}[\p{L}’'.-]*)*)(?=[,.;]|$)/u;

/** The noun phrase that a text begins with: after "according to", or after "said". */
export function phraseAfter(text: string, afterVerb = false): Named | undefined {
  // Dots that belong to a name are hidden, so that the phrase does not end at them.
  const masked = text.slice(0, 240).replaceAll(DOT_INSIDE, '\u0000');
  const stop = masked.search(RIGHT_END);
  const phrase = text.slice(0, stop < 0 ? masked.length : stop).trim();
  const kind = KIND.exec(phrase)?.[0] ?? '';
  const bare = ofChunk(phrase.slice(kind.length));
  const named =
    bare === undefined || bare.role !== undefined || kind === ''
      ? bare
      : { ...bare, role: kind.trim().replace(/^(?:the|an?) /u, '') };
  const proper =
    named !== undefined && / \p{Ll}\S*$/u.test(` ${named.name}`)
      ? APPOSED_NAME.exec(text.slice(phrase.length))?.[1]
      : undefined;
  if (proper !== undefined && isProper(proper)) return namedOf(proper, named!.name.replace(/^the /u, ''));
  if (named === undefined || !afterVerb || !/^\p{Lu}/u.test(named.name)) return named;
  const role = /^\s?(?:\([^)]*\)\s?)?, ((?:an?|the|its|\p{Ll})[^,.;“”]{2,80})/u.exec(text.slice(phrase.length))?.[1];
  return role === undefined || named.role !== undefined
    ? named
    : { ...named, role: role.replace(/^(?:an?|the) /u, '') };
}
