/**
 * Who says a sentence: attributions ("according to X", "X, the Y, said", "said X"), quotations with their speakers,
 * transcripts and signatures. Law: words inside a quotation name no speaker of the sentence around it.
 */
import type { Sentence } from './sentences.ts';
import { isPerson, type Named, nounPhrase, phraseAfter } from './speaker-names.ts';

export interface Attribution extends Named {
  /** The words that attribute. */
  readonly words: string;
  readonly at: number;
}

const SAID =
  'said|says|say|told|tells|wrote|writes|posted|posts|stated|states|added|adds|claimed|claims|reported|reports|explained|explains|confirmed|confirms|declared|declares|announced|announces|noted|notes|indicated|indicates|estimated|estimates|estimate|replied|replies|joked|jokes|fumed|moaned|raged|assured|affirmed|warned|warns|acknowledged|acknowledges|denied|denies|tweeted|tweets|cautioned|cautions|blamed|blames|argued|argues|suggested|suggests|insisted|insists|commented|revealed|reveals|admitted|admits|disclosed|apologised|apologized|alleged|alleges|observed|remarked|urged|concluded|believes|believe|asserted|quipped|responded|continued|recalled|hinted|pointed out|boasted|speculated|maintained|predicted|stressed|emphasised|emphasized|testified|echoed|shared|put the|puts the|measured|quoted';
/** What trackers and monitors do with figures. */
const COUNTED =
  'shows|showed|show|logged|logs|received|counted|counts|recorded|records|registered|tracked|tallied|saw|sees|noticed|detected|observed|puts|put|published|had';
const VERB = new RegExp(`\\b(?:(?:has|have|had) (?:also |since |now )?)?(${SAID})\\b`, 'gu');
const COUNTER = new RegExp(`\\b(?:(?:has|have|had) (?:also |since |now )?)?(${COUNTED})\\b`, 'gu');
/** `”, said X`: the verb before its subject, after a quotation or before a name that ends the clause. */
const AFTER_QUOTE = new RegExp(
  `(?:”,?|,(?=\\s+(?:${SAID}|showed|shows)\\s+(?:[\\p{Ll}’'-]+ ){0,5}[\\p{Lu}@][\\p{L}’'.-]*(?: (?:of|for|the|at|de|van|von|\\p{Lu}[\\p{L}’'.-]*))*(?:[,;]|\\.?$)))\\s+(?!tells?\\b|told\\b)(?:${SAID}|showed|shows)\\s+(?=[\\p{L}@])`,
  'gu',
);
const STATED = /\b(?:[Ss]tatement|[Ee]mail|[Pp]ost|[Uu]pdate|[Nn]otice) (?:from|by) (?=(?:the )?\p{Lu})/gu;
/** "Musk's claims", "the reports": nouns that look like verbs. */
const NOUN = /^(?:claims|reports|notes|estimates?|posts?|says|adds|shares)$/u;
const POSSESSED =
  /(?:[’']s|\b(?:the|these|those|his|her|their|its|such|all|any|of|no|two|several|more|some|many))\s$/iu;
const FOR = /^For (?=[^,]{3,60},.*“)/u;
const ACCORDING =
  /\b(?:[Aa]ccording to(?: (?:the )?(?:latest |user )?(?:data|figures|numbers|reports?|statistics) (?:from|by|on|at|of))?|[Aa]s per|cited|citing|quoted|quoting|per data from|data from|cited by|as reported by|as quoted by|[Tt]old by|figures from)\s+/gu;
const CROWD = /\b(?:users?|customers|people|passengers|players|residents)\b/iu;
const TRACKED =
  /\b(?:[Oo]n|to|from|by|at) (?:the )?(?:(?:outage[- ])?(?:site|tracker|tracking site|monitor|website|service|platform) )?((?:Down(?:detector|Tracker|\p{Lu}\p{L}+)|Alle\p{L}*störung\p{L}*|Is ?It ?Down\p{L}*|Outage(?:Watch|Monitor|\.Report))(?:\.com)?)/gu;

export function attributionsIn({ text, quoted }: Sentence): Attribution[] {
  const open = blanked(text, quoted);
  const found: Attribution[] = [];
  const add = (named: Named | undefined, at: number, words: string): void => {
    if (named !== undefined) found.push({ ...named, at, words: words.trim() });
  };
  for (const match of open.matchAll(ACCORDING)) {
    const from = match.index + match[0].length;
    if (!found.some(({ at, words }) => match.index < at + words.length))
      add(phraseAfter(open.slice(from)), match.index, match[0]);
  }
  for (const match of open.matchAll(STATED)) {
    add(
      phraseAfter(
        open.slice(match.index + match[0].length).replace(/^(.{2,60}?) (?:read|reads|said|says)\b.*$/u, '$1'),
      ),
      match.index,
      match[0],
    );
  }
  if (FOR.test(text)) add(phraseAfter(open.slice(4)), 0, 'For');
  for (const match of open.matchAll(AFTER_QUOTE)) {
    add(phraseAfter(open.slice(match.index + match[0].length), true), match.index, match[0].replace(/^[”,]+/u, ''));
  }
  for (const match of open.matchAll(VERB)) {
    if (NOUN.test(match[0]) && POSSESSED.test(open.slice(0, match.index))) continue;
    const before = found.some((one) => match.index >= one.at && match.index <= one.at + one.words.length + 3);
    const named = before ? undefined : nounPhrase(open.slice(0, match.index));
    // People who report trouble are what is counted, not who says it.
    if (named !== undefined && !(CROWD.test(named.name) && /report|complain|noted|noticed/u.test(match[0])))
      add(named, match.index, match[0]);
  }
  if (found.length === 0) {
    for (const match of open.matchAll(COUNTER)) {
      const named = nounPhrase(open.slice(0, match.index));
      if (named !== undefined && counts(named)) add(named, match.index, match[0]);
    }
  }
  for (const match of open.matchAll(TRACKED)) {
    if (!found.some(({ name }) => match[1]!.startsWith(name)))
      add({ name: match[1]!.replace(/\.com$/u, ''), person: false }, match.index, match[0]);
  }
  const quotes = /^.{0,60}?(?=: ?“)/u.exec(open);
  if (found.length === 0 && quotes !== null)
    add(nounPhrase(quotes[0].replace(/\s\p{Ll}+(?: us| reporters)?$/u, '')), 0, quotes[0]);
  return found;
}

/** Only a tracker, a monitor or a firm counts; a service that "had" an outage or users that "saw" an error do not speak. */
const counts = ({ name, person }: Named): boolean =>
  !person && /^(?:@|\p{Lu})/u.test(name) && !CROWD.test(name) && (TRACKER.test(name) || MONITOR.test(name));
const TRACKER = /(?:\b(?:Down|Net|Radar|Outage|Track)\p{L}+|\p{L}(?:Down|Blocks|Detector|Tracker|Eyes|Watch)\b)/u;
const MONITOR =
  /(?:detector|tracker|puls|radar|line\b|bug\b|block|labs?\b|research|ca[ií]das|störung|monitor|cloudflare|authority|data\b|telescope|cdn\b|metrics|spectra|report)/iu;

/** The sentence with what is quoted in it blanked out, at the same positions. */
const blanked = (text: string, quoted: Sentence['quoted']): string =>
  quoted.reduce((open, { start, end }) => `${open.slice(0, start)}${' '.repeat(end - start)}${open.slice(end)}`, text);

const TRANSCRIPT = /^(\p{Lu}[\p{Lu} .'’-]{1,30})(?: \(([^)]{3,80})\))?:\s/u;
const SIGNED = /^(?:—|–|--|-- )\s?(\p{Lu}[\p{L}'’.-]+(?: \p{Lu}[\p{L}'’.-]+){0,4})(?:,| \(|$)/u;
const HANDLE = /^(?:@(\w+)\b.{0,12}:\s)/u;
const PRONOUN = /^(?:he|she|they|it|who)$/i;
const FIRM = /^(?:company|firm|tech giant|internet giant|technology giant|giant|tech company)$/i;
/** A person who was named before, by what they are known for. */
const EPITHET = /^(?:\d+-year-old )?(?:tech )?(?:billionaire|mogul|tycoon|entrepreneur|businessman)$/i;
const ANAPHOR = /^(?:the )?(?:website|site|tracker|platform|tracking (?:site|website|platform|service)|data|figures)$/i;

/** One speaker, or none, for each sentence; speakers carry through a quotation, a transcript's turn and a pronoun. */
export function speakersOf(sentences: readonly Sentence[]): (Attribution | undefined)[][] {
  const turns = new Map<string, string>();
  let turn: { by: Attribution | undefined; paragraph: number } = { by: undefined, paragraph: -1 };
  let person: Attribution | undefined;
  let tracker: Attribution | undefined;
  let firm: Attribution | undefined;
  const own = sentences.map((sentence): Attribution[] => {
    if (sentence.paragraph !== turn.paragraph) turn = { by: turnOf(sentence, turns), paragraph: sentence.paragraph };
    const said = attributionsIn(sentence).flatMap((one): Attribution[] => {
      if (PRONOUN.test(one.name) || (EPITHET.test(one.name) && person !== undefined)) {
        const meant = /^it$/i.test(one.name) ? firm : (person ?? firm);
        return meant === undefined ? [] : [{ ...meant, at: one.at, words: one.words }];
      }
      if (ANAPHOR.test(one.name)) return tracker === undefined ? [] : [{ ...tracker, at: one.at, words: one.words }];
      return FIRM.test(one.name) && firm !== undefined ? [{ ...firm, at: one.at, words: one.words }] : [one];
    });
    for (const one of said) {
      if (one.person) person = one;
      else if (counts(one)) tracker = one;
      else if (/^\p{Lu}/u.test(one.name)) {
        firm = one;
        // A single name may be a person's.
        if (/^\p{Lu}\p{Ll}+$/u.test(one.name)) person = one;
      }
    }
    return said.length > 0 ? said : turn.by === undefined ? [] : [turn.by];
  });
  const full = fullNames(own.flat());
  const whole = (one: Attribution | undefined): Attribution | undefined => one && { ...one, name: full(one.name) };
  return own.map((said, i) => (said.length > 0 ? said : [quoter(sentences, own, i)]).map(whole));
}

/** "Ms Hill" and "Hill" are the Rebecca Hill who is named in full. */
function fullNames(said: readonly Attribution[]): (name: string) => string {
  const known = said
    .filter(({ name, person }) => person && !TITLED.test(name) && name.includes(' '))
    .map(({ name }) => name);
  return (name) => {
    const last = name.replace(TITLED, '');
    return last.includes(' ') ? name : (known.find((one) => one.endsWith(` ${last}`)) ?? name);
  };
}
const TITLED = /^(?:Mr|Mrs|Ms|Dr|Prof|Sir)\.? /u;

function turnOf({ text }: Sentence, turns: Map<string, string>): Attribution | undefined {
  const spoken = TRANSCRIPT.exec(text);
  if (spoken !== null) {
    const label = spoken[1]!.trim();
    const full = spoken[2]?.split(',')[0]?.trim();
    if (full !== undefined && isPerson(full)) {
      turns.set(label, full);
      turns.set(full.split(' ').at(-1)!.toUpperCase(), full);
    }
    const name = turns.get(label);
    const words = spoken[0].trim();
    return name === undefined
      ? undefined
      : { name, person: true, role: spoken[2]?.split(',').slice(1).join(',').trim() || undefined, words, at: 0 };
  }
  const signed = SIGNED.exec(text);
  if (signed !== null) return { name: signed[1]!, person: isPerson(signed[1]!), words: signed[0], at: 0 };
  const handle = HANDLE.exec(text);
  return handle === null ? undefined : { name: handle[1]!, person: true, words: handle[0], at: 0 };
}

/** A sentence that is quoted whole belongs to the speaker named beside it in its paragraph, or in the next. */
function quoter(sentences: readonly Sentence[], own: readonly Attribution[][], i: number): Attribution | undefined {
  const { paragraph, quoted, text } = sentences[i]!;
  const inside = quoted.reduce((sum, { start, end }) => sum + end - start, 0);
  if (inside < 0.6 * text.length) return undefined;
  const near = [i - 1, i + 1, i - 2, i + 2].filter((k) => sentences[k]?.paragraph === paragraph);
  return near.flatMap((k) => own[k]!.at(-1) ?? [])[0];
}
