/**
 * Who says a sentence, through an article: a speaker carries on through a quotation, a transcript's turn and a pronoun, and
 * "Hill" is the Rebecca Hill who was named. Law: words inside a quotation name no speaker of the sentence around it.
 */
import type { Sentence } from './sentences.ts';

export interface Named {
  readonly name: string;
  readonly role?: string | undefined;
  readonly person: boolean;
}

export interface Attribution extends Named {
  /** The words that attribute. */
  readonly words: string;
  readonly at: number;
}

/** Whom a phrase stands for that names nobody. */
export type Reference = 'person' | 'firm' | 'group' | 'tracker' | 'any';

/** How a language says who speaks. */
export interface Voices {
  attributionsIn(sentence: Sentence): Attribution[];
  /** Of "he", "the company", "the billionaire"; undefined for a name. */
  refersTo(name: string): Reference | undefined;
  /** What a phrase such as "the spokeswoman" or "its chief executive" says of whom it means, in a common form. */
  officeOf(words: string): string | undefined;
  isPerson(name: string): boolean;
  /** A site or firm that counts reports. */
  isTracker(named: Named): boolean;
  /** "Mr", "Dr" before a name. */
  readonly titles: RegExp;
}

type Said = readonly (Attribution | undefined)[];

/** The speakers of each sentence: those that it names, or the one whose words it goes on with, or none. */
export function speakersOf(sentences: readonly Sentence[], voices: Voices): Said[] {
  const turns = turnsOf(sentences, voices);
  const found = sentences.map((sentence) => voices.attributionsIn(sentence));
  const full = fullNames(sentences, found.flat(), voices);
  const named = found.map((said) => said.map((one) => ({ ...one, ...full(one) })));
  const own = resolved(sentences, named, voices).map((said, i) => {
    const turn = turns[i];
    return said.length > 0 || turn === undefined ? said : [turn];
  });
  return own.map((said, i) => (said.length > 0 ? said : [quoter(sentences, own, i)]));
}

/** Pronouns and offices as the names they stand for. A reference to nobody known is no speaker. */
function resolved(
  sentences: readonly Sentence[],
  named: readonly (readonly Attribution[])[],
  voices: Voices,
): Attribution[][] {
  const last: Partial<Record<Reference, Attribution>> = {};
  const offices = officesOf(named.flat(), voices);
  const meantBy = (one: Attribution, kind: Reference | undefined): Attribution | undefined => {
    if (one.person && kind === undefined) return undefined;
    const office = offices.get(plain(one.name)) ?? offices.get(voices.officeOf(one.name) ?? '');
    return office ?? (kind === undefined ? undefined : last[kind]);
  };
  const remember = (one: Attribution): void => {
    last.any = one;
    if (one.person) last.person = one;
    else if (voices.isTracker(one)) last.tracker = one;
    else if (voices.refersTo(one.role ?? '') === 'group') last.group = one;
    else if (/^\p{Lu}/u.test(one.name)) {
      last.firm = one;
      // A single name may be a person's.
      if (/^\p{Lu}\p{Ll}+$/u.test(one.name)) last.person = one;
    } else if (voices.officeOf(one.name) !== undefined) last.person = one;
  };
  return named.map((said, i) => {
    const subject = said.length === 0 ? subjectOf(sentences[i]!, voices) : undefined;
    if (subject !== undefined) last.person = subject;
    return said.flatMap((one): Attribution[] => {
      const kind = voices.refersTo(one.name);
      const meant = meantBy(one, kind);
      if (meant !== undefined && meant !== one) {
        const found = { ...meant, at: one.at, words: one.words };
        last.any = found;
        return [found];
      }
      if (kind !== undefined) return one.person || kind === 'tracker' ? [] : [one];
      remember(one);
      return [one];
    });
  });
}

const plain = (words: string): string => words.toLowerCase().replace(/^(?:the|its|their|his|her) /u, '');

/** Who holds an office, by its words and in its common form; who is named by name before who is not. */
function officesOf(said: readonly Attribution[], voices: Voices): Map<string, Attribution> {
  const offices = new Map<string, Attribution>();
  for (const one of said) {
    const words = /^\p{Lu}/u.test(one.name) ? (one.role ?? '') : one.name;
    const office = voices.officeOf(words);
    const keys = [...(one.role === undefined ? [] : [plain(one.role)]), ...(office === undefined ? [] : [office])];
    for (const key of keys) {
      const before = offices.get(key);
      if (before === undefined || (one.person && !before.person)) offices.set(key, one);
    }
  }
  return offices;
}

/** A person whom a sentence begins with, and whom "he" or "she" may mean in the next. */
function subjectOf({ text }: Sentence, { isPerson }: Voices): Attribution | undefined {
  FULL_NAME.lastIndex = 0;
  const name = FULL_NAME.exec(text.slice(0, 60));
  return name === null || name.index > 0 || !isPerson(name[0])
    ? undefined
    : { name: name[0], person: true, words: name[0], at: 0 };
}

const FULL_NAME = /\p{Lu}[\p{Ll}’'-]+(?: \p{Lu}\.)?(?: (?:van|von|de|der|bin|al|del|la))* \p{Lu}[\p{L}’'-]+/gu;

/** "Ms Hill" and "Hill" are the Rebecca Hill who is named in full, as a speaker or anywhere in the article. */
function fullNames(
  sentences: readonly Sentence[],
  said: readonly Attribution[],
  voices: Voices,
): (one: Attribution) => Named {
  const speakers = said.filter(({ person, name }) => person && name.includes(' ')).map(({ name }) => name);
  const others = sentences.flatMap(({ text }) => text.match(FULL_NAME) ?? []).filter((name) => voices.isPerson(name));
  const byLast = new Map<string, string>();
  for (const name of [...speakers, ...others]) {
    const bare = name.replace(voices.titles, '');
    const last = bare.slice(bare.lastIndexOf(' ') + 1).replace(/[’']s$/u, '');
    if (bare.includes(' ') && !byLast.has(last)) byLast.set(last, bare.replace(/[’']s$/u, ''));
  }
  return ({ name, role, person }) => {
    const bare = name.replace(voices.titles, '');
    const whole = bare.includes(' ') ? undefined : byLast.get(bare);
    return whole === undefined ? { name, role, person } : { name: whole, role, person: true };
  };
}

const TRANSCRIPT = /^(\p{Lu}[\p{Lu} .'’-]{1,30})(?: \(([^)]{3,80})\))?:\s/u;
/** In an interview the one who asks is no source, nor is what a script says of itself. */
const NOBODY =
  /^(?:HOST|Q|A|MODERATOR|INTERVIEWER|PRESENTER|ANCHOR|READ|NOTE|UPDATE|SUMMARY|TIMELINE|STATUS|IMPACT|CAUSE|SUBJECT|FROM|TO|RE|CC|DATE|UTC|FAQ|LIVE|BREAKING|CORRECTION|ALL|AUDIENCE|SPEAKER)\b/u;
const SIGNED = /^(?:—|–|--|-- )\s?(\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){0,4})(?:,| \(|$)/u;
/** A post under its author's name: "@name:", "u/name (OP):", "<name>". */
const HANDLE = /^(?:(?:@|u\/|\/u\/)([\w-]+)\b[^:“”.!?]{0,30}:\s|<([\w-]{2,30})> )/u;
/** "Jane Achterberg: …" in an interview, "(CLIP: Farego boss Adaeze Whitlock)" in a script. */
const NAMED_TURN = /^(\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’.-]+){1,3}): /u;
const CLIP = /^\((?:CLIP|SOT|SOUNDBITE|CUT|ACTUALITY|TAPE|AUDIO|VOX)[^:)]{0,12}: ?([^)]+)\)/u;

/** Who has the word where the article says so by its form: a transcript, a signature, a post, a clip. It holds for a paragraph. */
function turnsOf(sentences: readonly Sentence[], { isPerson }: Voices): (Attribution | undefined)[] {
  const labels = new Map<string, string>();
  const names = sentences.flatMap(({ text }) => text.match(FULL_NAME) ?? []).filter((name) => isPerson(name));
  const byLast = (label: string): string | undefined =>
    names.find((name) => name.slice(name.lastIndexOf(' ') + 1).toUpperCase() === label.toUpperCase());
  const times = (label: string): number => sentences.filter(({ text }) => text.startsWith(`${label}:`)).length;
  const turnOf = ({ text }: Sentence): Attribution | undefined => {
    const spoken = TRANSCRIPT.exec(text);
    if (spoken !== null) {
      const label = spoken[1]!.trim();
      const [full, ...role] = (spoken[2] ?? '').split(',').map((part) => part.trim());
      if (isPerson(full!)) {
        labels.set(label, full!);
        labels.set(full!.slice(full!.lastIndexOf(' ') + 1).toUpperCase(), full!);
      }
      if (NOBODY.test(label)) return undefined;
      const last = label.slice(label.lastIndexOf(' ') + 1);
      const name = labels.get(label) ?? byLast(last) ?? (times(label) > 1 ? capitalised(label) : undefined);
      const words = spoken[0].trim();
      return name === undefined ? undefined : { name, person: true, role: role.join(', ') || undefined, words, at: 0 };
    }
    const clip = CLIP.exec(text);
    if (clip !== null) {
      const full = clip[1]!.match(FULL_NAME)?.at(-1);
      const name = full ?? byLast(clip[1]!.trim().split(/[ ,]/u)[0]!);
      return name === undefined ? undefined : { name, person: true, words: clip[0], at: 0 };
    }
    const signed = SIGNED.exec(text);
    if (signed !== null) return { name: signed[1]!, person: isPerson(signed[1]!), words: signed[0], at: 0 };
    const named = NAMED_TURN.exec(text);
    if (named !== null && isPerson(named[1]!) && times(named[1]!) > 1)
      return { name: named[1]!, person: true, words: named[0].trim(), at: 0 };
    const handle = HANDLE.exec(text);
    const name = handle?.[1] ?? handle?.[2];
    return name === undefined ? undefined : { name, person: true, words: handle![0].trim(), at: 0 };
  };
  let turn: Attribution | undefined;
  return sentences.map((sentence, i) => {
    if (sentence.paragraph !== sentences[i - 1]?.paragraph) turn = turnOf(sentence);
    return turn;
  });
}

const capitalised = (label: string): string =>
  label.toLowerCase().replaceAll(/(^|[\s'’-])\p{L}/gu, (start) => start.toUpperCase());

/** How much of a sentence is quoted where it is only somebody's words. */
const QUOTED = 0.6;
/** Sentences that are looked at for the speaker of a quotation. */
const NEAR = 6;

const isQuoted = ({ quoted, text }: Sentence): boolean =>
  quoted.reduce((sum, { start, end }) => sum + end - start, 0) >= QUOTED * text.length;

/**
 * A sentence that is only quoted belongs to the speaker named beside it: in its paragraph, or before it where a quotation
 * goes on over paragraphs or a paragraph announces it.
 */
function quoter(
  sentences: readonly Sentence[],
  own: readonly (readonly Attribution[])[],
  i: number,
): Attribution | undefined {
  const sentence = sentences[i]!;
  if (!isQuoted(sentence)) return undefined;
  const { paragraph } = sentence;
  const within = (k: number): Attribution | undefined =>
    sentences[k]?.paragraph === paragraph ? own[k]!.at(-1) : undefined;
  for (let step = 1; step <= NEAR; step++) {
    const found = within(i - step) ?? within(i + step);
    if (found !== undefined) return found;
  }
  // The paragraph is quoted whole: back through quoted sentences to whoever was named last.
  for (let k = i - 1; k >= Math.max(0, i - NEAR); k--) {
    const before = sentences[k]!;
    if (before.paragraph === paragraph) continue;
    const announces = k < i - 1 || before.quoted.length > 0 || before.text.trim().endsWith(':');
    if (own[k]!.length > 0) return announces ? own[k]!.at(-1) : undefined;
    if (!isQuoted(before)) return undefined;
  }
  return undefined;
}
