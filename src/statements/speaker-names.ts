/**
 * The name and the role in a noun phrase: "hospital administrator Ruth Calloway", "Jane Achterberg, a security engineer at
 * Nordlight", "a spokesperson for Nimbus". A name is what is written like one, or a noun that can speak.
 */
export interface Named {
  readonly name: string;
  readonly role?: string | undefined;
  readonly person: boolean;
}

const CAP = "(?:@[\\w]+|\\p{Lu}[\\p{L}\\p{N}'’&.-]*[\\p{L}\\p{N}]|\\p{Lu}\\.|X(?= ))";
const PROPER = `${CAP}(?: (?:(?:of|for|de|del|van|der|von|bin|al|the|and|&) )?${CAP})*`;
const ENDS = new RegExp(`(?:^|[\\s“(])(${PROPER})(?:[’']s (?:website|site|data|status page|team|telemetry))?$`, 'u');
const STARTS = new RegExp(`^(${PROPER})`, 'u');
/** Nouns that speak. */
const AGENT =
  /\b(?:spokes(?:person|man|woman|people)|company|firm|official|officials|executive|source|sources|researchers?|experts?|analysts?|minister|owner|boss|founder|users?|customers?|tracker|site|website|agency|ministry|office|authority|authorities|regulators?|police|government|operator|provider|association|union|people|person|reader|engineers?|team|president|director|chief|head|manager|editor|paper|broadcaster|network|platform|data|figures|investigators|residents|passengers|players|insiders?|lawyers?|group|observatory|commentators?|monitor|giant|billionaire|entrepreneur|tycoon|mogul|journalist|professor|lecturer|lawmakers?|senator|watchdog|maker|developers?|account|bank|carrier|airline|retailer|publisher|teams?|spokespersons?)\b/iu;
const FIRST_NAMES = /^(?:Mr|Mrs|Ms|Dr|Prof|Sir|Sheriff|President|Minister|Senator)\.? /u;
/** Words in capitals that begin a sentence and are no name. */
const OPENERS =
  /^(?:(?:But|And|Yet|Meanwhile|However|Later|Earlier|Still|Also|So|Then|Now|While|When|As|After|Before|Although|Though|If|Because|Since|On|In|At|By|For|From|With|Without|During|Of|To|Update|Statement|Breaking|Another|Asked|Today|Yesterday|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|LIVE|Live)\b,? ?)+/u;
const PRONOUN = /(?:^|\s)(he|she|they|it|who)(?: (?:also|later|then|further|now))*$/iu;
const NO_NAME =
  /^(?:The|A|An|Users?|Reports?|Customers?|People|Some|Many|Most|Others?|Nobody|No|Yes|There|This|That|These|Those|What|Who|How|We|I|You|It|He|She|They|His|Her|Its|Our|Their|Error|HTTP|Services?|Outages?|Complaints|Problems?|Thousands|Hundreds|Millions|Traffic|More|About|Around|Nearly|Over|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Half|Status|Impact|Summary|Timeline|Experts?|Officials?|Researchers?|Engineers?|Analysts?|Data|All|Both|Q|CEO|CTO|COO|CFO|President|Chairman|Director|Founder|Minister|Here|Maybe|Fair|Top|Is|Was|Did|Does|UTC|GMT|ET|EST|EDT|PT|PST|CET|IST|BST|JST|EAT|SAST|AM|PM|Resolved|Monitoring|Identified|Investigating)$/u;

/** The noun phrase that ends where a verb begins, with an apposition before or after the name. */
export function nounPhrase(before: string): Named | undefined {
  const clause = before
    .slice(
      Math.max(
        before.lastIndexOf('”'),
        before.lastIndexOf('“'),
        before.lastIndexOf(';'),
        before.lastIndexOf(': '),
        before.lastIndexOf(' — '),
        before.lastIndexOf(' – '),
      ) + 1,
    )
    .replace(/^[\s:—–-]+/u, '')
    .replace(/\s+(?:also|later|then|further|previously|publicly|now|separately|since)$/iu, '')
    .trimEnd();
  const pronoun = PRONOUN.exec(clause);
  if (pronoun !== null) return { name: pronoun[1]!, person: true };
  const chunks = clause
    .split(/,(?!\d)\s*|\s+(?:that|but|and|while|because|after|as|when|where|if|whether)\s+(?=\S)/u)
    .filter((chunk) => chunk.trim() !== '');
  const last = chunks.at(-1);
  if (last === undefined) return undefined;
  const closed = /,$/.test(clause);
  const apposed = closed || /^(?:a|an|the|who|which|whose|now|then|of|from|at|speaking|\d+)\b/u.test(last);
  const named = chunks
    .slice(0, -1)
    .toReversed()
    .map((chunk) => ofChunk(chunk));
  const name = named.find((one) => one !== undefined && isProper(one.name));
  if (closed) {
    const self = ofChunk(last);
    // "its president, Hélène Vasseur," has the name last; "Jane Achterberg, a security engineer at Nordlight," first.
    if (self !== undefined && isProper(self.name) && new RegExp(`^${PROPER}$`, 'u').test(last.trim())) {
      return { ...self, role: chunks.at(-2)?.replace(/^(?:the|its|their|his|her)\s/iu, '') };
    }
    if (name !== undefined)
      return {
        ...name,
        role: name.role ?? chunks.slice(chunks.findIndex((chunk) => chunk.includes(name.name)) + 1).join(', '),
      };
  } else if (apposed && name !== undefined && ofChunk(last) === undefined) return name;
  const apposee = /^(?:who|which|whose|speaking|contacted|a|an)\b/u.test(last)
    ? ofChunk(chunks.at(-2) ?? '')
    : undefined;
  return apposee ?? ofChunk(last) ?? (apposed ? name : undefined);
}

/** The noun phrase that a text begins with: after "according to", or after "said". */
export function phraseAfter(text: string, afterVerb = false): Named | undefined {
  const phrase =
    /^[^,.;:(“”]*(?:\.(?:com|net|org|io)\b[^,.;:(“”]*)?/u.exec(
      text.replace(
        /^(?:the |a |an )?(?:(?:outage[- ])?(?:tracking |monitoring )?(?:website|site|platform|service|firm|tracker|monitor) )(?=\p{Lu})/u,
        '',
      ),
    )?.[0] ?? '';
  const words = phrase
    .split(
      /\s+(?:which|who|that|when|in an?|in his|in her|on (?:its|his|her|X|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)|to|at|as|while|before|after|showed|shows|said|about)\b/u,
    )[0]!
    .trim();
  const starts = STARTS.exec(words)?.[1]?.replace(/[’']s\b.*$/u, '');
  // "NetBlocks director Alp Toker": the firm stands before its person.
  if (starts !== undefined && /^ (?:\p{Ll}[\p{L}-]* ){1,4}\p{Lu}\p{Ll}+ \p{Lu}/u.test(words.slice(starts.length)))
    return ofChunk(words);
  if (starts !== undefined && isProper(starts) && !/^(?:[’']s|\p{L})/u.test(words.slice(starts.length))) {
    if (/^[’']s\s+\S/u.test(words.slice(starts.length))) return ofChunk(words);
    const role = /^, ((?:a|an|the|its)?\s?[^,.;“”]{3,60})/u.exec(text.slice(text.indexOf(starts) + starts.length))?.[1];
    return named(starts, afterVerb ? role : undefined);
  }
  return ofChunk(words);
}

function ofChunk(chunk: string): Named | undefined {
  const words = chunk
    .replace(OPENERS, '')
    .replace(/\b(?:has|have|had|is|was|also)$/u, '')
    .replace(/\s*\([^)]*\)?\s*$/u, '')
    .trim();
  if (words === '' || words.split(' ').length > 12) return undefined;
  const possessed =
    new RegExp(`^(${PROPER})[’']s? (?:website|site|data|status page|telemetry|numbers|figures)$`, 'u').exec(
      words,
    )?.[1] ?? new RegExp(`^(${PROPER}) data$`, 'u').exec(words)?.[1];
  if (possessed !== undefined) return named(possessed, undefined);
  const ends = ENDS.exec(words)?.[1];
  if (ends !== undefined && isProper(ends)) {
    const role = words.slice(0, words.length - ends.length).trim();
    // "traffic from Ukraine said": a name after a preposition is not who speaks, unless something that speaks stands before it.
    if (/\b(?:in|from|at|on|to|with|by|for|of|about|between)$/iu.test(role))
      return AGENT.test(role) ? unnamed(words) : undefined;
    return named(ends, role.replace(/^(?:the|a|an)(?:\s|$)/iu, '') || undefined);
  }
  return unnamed(words);
}

function unnamed(words: string): Named | undefined {
  if (
    /^(?:\d|people$|(?:more|fewer|less) than|nearly|almost|about|around|over|some \d|thousands|hundreds|millions|tens|dozens|many|most|other)/iu.test(
      words,
    )
  )
    return undefined;
  if (!AGENT.test(words) || /\b(?:is|are|was|were|have|has|been|be)\b/u.test(words)) return undefined;
  const name = words.replace(/^(?:(?:the|a|an|that|our|its|his|her) )/iu, '').trim();
  return name.split(' ').length > 9
    ? undefined
    : { name: /^(?:its|his|her) /iu.test(words) ? words : name, person: false };
}

/** What stands before a name as its bearer's office: "Rogers CEO", "Economy minister". */
const TITLE =
  /^(?:[\p{L}’'&-]+ ){0,3}?(?:CEO|CTO|COO|CFO|CISO|guru|[Cc]hief [Ee]xecutive(?: [Oo]fficer)?|[Pp]resident|[Ss]heriff|[Aa]nalyst|[Ss]pokes(?:man|woman|person)|Chief \p{Lu}\p{Ll}+ Officer|[Mm]inister|[Ss]enator|[Ee]ngineer|[Rr]esearcher|[Pp]rofessor|[Dd]irector|[Ff]ounder|[Cc]o-founder|[Oo]wner|[Cc]hairman|[Mm]anager|[Ee]xpert) (?=\p{Lu})/u;

function named(name: string, role: string | undefined): Named {
  const known = name
    .replace(/\.com$/u, '')
    .replace(/^@/u, '')
    .replace(/[.,]+$/u, '');
  // "Check Point's Pete Nicoletti", "David Warburton of F5 Labs": a person beside the firm.
  const [, firm, ofFirm] = /^(.+?)[’']s? (\p{Lu}.+)$/u.exec(known) ?? [];
  if (firm !== undefined && isPerson(ofFirm!)) return { name: ofFirm!, role: role ?? firm, person: true };
  const [, who, from] = /^(.+?) ((?:of|from|at) .+)$/u.exec(known) ?? [];
  if (who !== undefined && isPerson(who)) return { name: who, role: role ?? from, person: true };
  const titled = TITLE.exec(known);
  const bare = titled === null ? known : known.slice(titled[0].length);
  return { name: bare, role: role ?? titled?.[0].trim(), person: isPerson(bare) };
}

const isProper = (name: string): boolean => /^[@\p{Lu}]/u.test(name) && !NO_NAME.test(name);

/** Two to four capitalised words, none of which is a firm's; or a title and a name. */
export function isPerson(name: string): boolean {
  if (FIRST_NAMES.test(name)) return true;
  const words = name.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every((word) => /^(?:\p{Lu}[\p{Ll}'’.-]+\p{L}*|\p{Lu}\.|van|de|der|von|bin|al|del)$/u.test(word)) &&
    !/\b(?:Labs?|Group|Inc|Ltd|Corp|Team|Support|Research|Authority|Commission|Telecom|Network|Office|University|Holdings|Securities|Agency|Ministry|Hospital|House|Bank|News|Media|Association)\b/u.test(
      name,
    )
  );
}
