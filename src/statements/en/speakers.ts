/**
 * How English says who speaks: "X said", "according to X", "X, the Y, told Z", `”, said X`, "confirmed by X", trackers that
 * count. Law: words inside a quotation name no speaker of the sentence around it.
 */
import type { Sentence } from '../sentences.ts';
import type { Attribution, Named, Reference, Voices } from '../speakers.ts';
import { isPerson, TITLES } from './names.ts';
import { nounPhrase, phraseAfter } from './noun-phrases.ts';

const SAID =
  'said|says|say|told|tells|tell|wrote|writes|write|posted|posts|stated|states|added|adds|claimed|claims|claim|reported|reports|report|explained|explains|confirmed|confirms|confirm|declared|declares|announced|announces|noted|notes|indicated|indicates|estimated|estimates|estimate|replied|replies|joked|jokes|fumed|moaned|raged|assured|affirmed|warned|warns|warn|acknowledged|acknowledges|denied|denies|deny|tweeted|tweets|cautioned|cautions|blamed|blames|blame|argued|argues|argue|suggested|suggests|suggest|insisted|insists|commented|comments|revealed|reveals|admitted|admits|disclosed|apologised|apologized|apologises|alleged|alleges|observed|remarked|urged|concluded|concludes|believes|believe|believed|asserted|asserts|quipped|responded|continued|recalled|hinted|hints|pointed out|points out|boasted|speculated|maintained|maintains|agreed|agrees|disagreed|disagrees|predicted|stressed|stresses|emphasised|emphasized|testified|echoed|shared|put the|puts the|put it at|puts it at|measured|quoted|attributed|attributes|vowed|promised|countered|complained|complains|lamented|ventured|reckons|reckoned|thinks|refuted|rejected|rejects|dismissed|dismisses|disputed|disputes|clarified|mentioned|informed|contended|contends|conceded|concedes|repeated|reiterated|teased|mocked|answered|learned|learnt|published|publishes|advised|advises|expects|doubts|ruled out|rules out|took responsibility|takes responsibility|described|describes|called|calls|labelled|labeled|branded|accused|accuses|theorised|theorized|sought to|thanked|conveyed|relayed|cites|cited|went on|chimed in|continues|summed up|found|recommends|recommended|criticised|criticized|pins|pinned|identified|identifies|counted|traced|demanded|demands|ordered|orders|called on|calls on|warned of|instructed|summoned|accepts|accepted|flagged|assessed|assesses|joked that|put this down to|puts this down to|puts the|joined';
/** These say something only before a quotation or a clause of their own. */
const ONLY_BEFORE =
  /^(?:called|calls|described|describes|labelled|labeled|branded|continues|found|counted|observed|measured|identified|identifies|shared|continued|responded|complained|complains|expects|learned|learnt|published|publishes|quoted|thanked|repeated|answered|report|comments|estimate|claim|blame|deny|tell|write|went on|cites|cited|recommends|recommended|advised|advises|ordered|orders|demanded|demands|traced|joined|accepts|accepted|flagged|assessed|assesses|instructed|summoned)$/u;
const SPOKEN_AFTER: Readonly<Record<string, RegExp>> = {
  estimate: /^ (?:that|the|it|about|around|\d)/u,
  report: /^ (?:that|the|an?|\p{Ll}+ing)\b/u,
  claim: /^ (?:that|the|to|it|they)\b/u,
  tell: /^ /u,
  ordered: /^ (?:that|the|an?|it|its|them|\p{Lu})/u,
  orders: /^ (?:that|the|an?|it|its|them|\p{Lu})/u,
  demanded: /^ (?:that|the|an?|to|answers|documents|explanations?|information|its|from)/u,
  demands: /^ (?:that|the|an?|to|answers|documents|explanations?|information|its|from)/u,
  traced: /^ (?:it|the|this|that|them)/u,
  instructed: /^ (?:the|it|them|\p{Lu})/u,
  summoned: /^ (?:the|it|them|executives|\p{Lu})/u,
  cites: /^ (?:an?|the|that|“)/u,
  cited: /^ (?:an?|the|that|“)/u,
};
const QUOTING =
  /^[^.;]{0,70}“|^ that\b|^:|^,|^ (?:about |around |some |more than |nearly |at least |over |roughly |up to |only )?(?:\d|“|no )/u;
/** What trackers and monitors do with figures. */
const COUNTED =
  'shows|showed|show|logged|logs|received|counted|counts|recorded|records|registered|tracked|tallied|saw|sees|noticed|detected|detects|observed|puts|put|published|had|reports|reported|documented|collected|displayed|indicated|lists|listed|peaked at|spotted';
const HAVE = '(?:(?:has|have|had) (?:also |since |now |already )?)?';
const VERB = new RegExp(`(?<![\\p{L}’'-])${HAVE}(${SAID})(?![\\p{L}’'-])`, 'gu');
const COUNTER = new RegExp(`(?<![\\p{L}’'-])${HAVE}(${COUNTED})(?![\\p{L}’'-])`, 'gu');
/** A figure or a fact follows. */
const COUNTS_WHAT =
  /^[.,]?$|^ (?:that\b|how\b|an?\b|the\b|no\b|nearly|almost|over|more|about|around|at|up|some|only|just|roughly|approximately|\d|\p{Ll}+ (?:reports?|outages?|problems|complaints|connectivity|traffic|users))/u;
/** `”, said X`: the verb before its subject, after a quotation, at the start, or after a comma before a name. */
const INVERTED = new RegExp(
  `(?:(?:”[,.]?|^)\\s*|[,.—–]\\s+)(${SAID}|showed|shows)\\s+(?!to\\b|that\\b|it\\b|on\\b|in\\b|by\\b|at\\b|so\\b)(?=[\\p{L}@])`,
  'giu',
);
/** After a plain comma only a name, or somebody who speaks, makes it an inversion. */
const SUBJECT_NEXT =
  /^(?:(?:an?|the|one|its|his|her|their|another) )?(?:(?!(?:to|in|on|with|that|of|at)\b)[\p{L}’'-]+ ){0,5}?(?:[\p{Lu}@][\p{L}’'.-]*|spokes\p{L}+|company|firm|officials?|experts?|researchers?|analysts?|sources?|person|people|executive|minister|engineer)(?=[\s,.;:]|$)/u;
/** "Musk's claims", "the reports": nouns that look like verbs. */
const NOUN =
  /^(?:claims?|reports?|notes|estimates?|posts?|adds|shares|states|comments|counts?|blame|records|tweets|answered|calls|expects|hints|logs|sees)$/u;
const POSSESSED =
  /(?:[’']s|s[’']|\b(?:the|these|those|his|her|their|its|our|such|all|any|of|no|two|three|several|more|some|many|user|outage|Downdetector|public|multiple|numerous|similar|thousand|few|first|other|new|initial|media|news|press|incident|\d+|problem|error|customer|an?))\s$/iu;
/** Before a plural that is a noun: "amid reports", "to claims that". */
const BEFORE_PLURAL = /\b(?:and|for|with|from|by|in|on|to|amid|despite|against|as|about|through|were|are)\s$/iu;
const FOR = /^For (?=[^,]{3,60},.*“)/u;
const SOURCE_LEAD = `(?:(?:an?|the|its|their|new|latest|internal|preliminary|recent|real-time|live|user|early|official|joint|separate|outage|public|crowdsourced|user-submitted|emailed|written|brief|short|own) )*(?:(?:data|figures|statistics|stats|numbers|reports?|reporting|analysis|analyses|statements?|posts?|messages?|e?-?mails?|notes?|tweets?|threads?|updates?|blog posts?|blog|filings?|memos?|surveys?|information|metrics|readings|measurements|tracking|records|counts?|notices?|study|screenshots?|maps?|charts?|graphs?|comments?|remarks|complaints|information|sources|users|people|officials|executives|engineers) (?:(?:compiled|gathered|collected|published|released|posted|shared|provided|issued|submitted|made|sent|tracked|logged|recorded) )?(?:from|by|on|at|of|in|to|with) )?(?:the )?`;
/** "the figure from the airport authority was", "checks by The Lion Daily", "ScriptLine's own figure is", "puts it at". */
const FIGURE_OF =
  /\b(?:(?:[Ff]igures?|[Ee]stimates?|[Cc]ounts?|[Tt]ally|[Cc]hecks|[Tt]ests|[Aa]nalysis|[Mm]easurements|[Rr]eadings?|[Ss]urvey|[Nn]umbers) (?:from|by|of|at) )(?=(?:the )?[\p{L}])/gu;
const OWN_FIGURE =
  /(?=(?<![\p{L}])((?:[Tt]he )?[\p{L}][\p{L}.-]*(?: [\p{L}][\p{L}.-]*){0,3}?)[’']s? own (?:figures?|estimates?|count|numbers?|data|tally|account|version)\b)/gu;
const ACCORDING = new RegExp(
  `(?:\\b(?:[Aa]ccording to|[Aa]s per|[Cc]iting|cited by|[Qq]uoting|as reported by|as quoted by|[Tt]old by|[Pp]er(?= (?:data|figures|the|an?|\\p{Lu}))|in the words of|[Aa]s (?=\\p{Lu}\\p{L}+ (?:put|puts|has|had) it)|(?:(?:[Dd]ata|[Ff]igures|[Nn]umbers|[Ss]tatistics) (?:compiled |collected |provided |published |released )?(?:from|by) )(?=(?:the )?\\p{Lu}))\\s*)${SOURCE_LEAD}`,
  'gu',
);
const STATED =
  /\b(?:[Ss]tatements?|[Ee]-?mail|[Pp]ost|[Uu]pdate|[Nn]otice|[Mm]essage|[Tt]weet|[Rr]emarks|[Cc]omments|[Cc]laims?) (?:from|by|of) (?=(?:the |an? )?(?:[\p{Ll}-]+ )*\p{Lu})/gu;
/** "confirmed by a spokesperson" */
const PASSIVE =
  /\b(?:reported|confirmed|posted|shared|published|announced|issued|released|verified|compiled|collected|gathered|claimed|acknowledged|disclosed|provided|logged|recorded|tracked|measured|put forward|denied|backed up|echoed|described) by (?=\p{L})/gu;
/** "Musk's claim that …" */
const NOMINAL =
  /(?=(?<![\p{L}])(\p{Lu}[\p{L}’'.-]*(?: \p{Lu}[\p{L}’'.-]*){0,3}?)[’']s? (?:\p{Ll}+ )?(?:claims?|assertions?|suggestions?|statements?|allegations?|estimates?|warnings?|explanation|theory) (?:that|about|of an?)\b)/gu;
/** "…, saying that": the subject is that of the sentence. */
const GERUND =
  /(?:[,—–]| by| in) (?:(?:also|later|instead) )?(saying|adding|claiming|writing|telling|noting|warning|suggesting|arguing|alleging|explaining|stating|insisting|confirming|blaming|announcing|posting|tweeting|describing|calling)\b/gu;
/** "with the company saying": who stands between. */
const ABSOLUTE =
  /\b(?:with|after) (?=[^.;“”]{3,120}? (?:only |also |later )?(saying|claiming|telling|warning|showing|logging|registering|recording|adding|confirming|arguing|noting|suggesting|reporting)\b)/gu;
const CROWD =
  /\b(?:users?|customers|people|passengers|players|residents|subscribers|fans|gamers|commuters|shoppers|viewers|members)\b/iu;
const TRACKED =
  /\b(?:[Oo]n|to|from|by|at|via) (?:the )?(?:[\p{Ll}-]+ ){0,4}?((?:[Dd]own [Dd]etector|Down(?:detector|Detector|Tracker|\p{Lu}\p{L}+)|Alle\p{L}*störung\p{L}*|Is ?It ?Down\p{L}*|Outage(?:Watch|Monitor|\.Report)|StatusGator|IsDown)(?:\.com)?)/gu;

export function attributionsIn({ text, quoted }: Sentence): Attribution[] {
  const open = blanked(text, quoted);
  const found: Attribution[] = [];
  const add = (named: Named | undefined, at: number, words: string): void => {
    if (named === undefined) return;
    // "During the outage the trust said": what stands before the article is not of the name.
    const name = /^\p{Ll}/u.test(named.name) ? named.name.replace(/^.+ (?=the )/u, '') : named.name;
    if (!found.some((one) => one.name === name && Math.abs(one.at - at) < 30))
      found.push({ ...named, name, at, words: words.trim() });
  };
  const taken = (at: number): boolean => found.some((one) => at >= one.at && at <= one.at + one.words.length + 3);
  for (const match of open.matchAll(ACCORDING)) {
    if (taken(match.index)) continue;
    const rest = open.slice(match.index + match[0].length);
    add(
      phraseAfter(rest) ?? phraseAfter(open.slice(match.index).replace(/^(?:[Aa]ccording to|[Cc]iting|[Pp]er) /u, '')),
      match.index,
      match[0],
    );
  }
  for (const match of open.matchAll(FIGURE_OF)) {
    const named = phraseAfter(open.slice(match.index + match[0].length));
    if (named !== undefined && !CROWD.test(named.name) && !taken(match.index)) add(named, match.index, match[0]);
  }
  for (const match of open.matchAll(OWN_FIGURE)) add(phraseAfter(match[1]!), match.index, match[1]!);
  for (const match of open.matchAll(STATED))
    add(phraseAfter(open.slice(match.index + match[0].length)), match.index, match[0]);
  for (const match of open.matchAll(PASSIVE)) {
    const named = phraseAfter(open.slice(match.index + match[0].length));
    if (named !== undefined && !CROWD.test(named.name)) add(named, match.index, match[0]);
  }
  for (const match of open.matchAll(NOMINAL)) add(phraseAfter(match[1]!), match.index, match[1]!);
  if (FOR.test(text)) add(phraseAfter(open.slice(4)), 0, 'For');
  for (const match of open.matchAll(INVERTED)) {
    const rest = open.slice(match.index + match[0].length);
    if (/^[,.—–]/u.test(match[0]) && (!SUBJECT_NEXT.test(rest) || isNamed(open.slice(0, match.index + 1)))) continue;
    if (/^(?:told|tells?|put)/iu.test(match[1]!)) continue;
    add(phraseAfter(rest, true), match.index, match[0].replace(/^[”,.—–\s]+/u, ''));
  }
  for (const match of open.matchAll(VERB)) {
    const verb = match[1]!;
    const end = match.index + match[0].length;
    const lead = open.slice(Math.max(0, match.index - 40), match.index);
    if (NOUN.test(match[0]) && (POSSESSED.test(lead) || (match[0].endsWith('s') && BEFORE_PLURAL.test(lead)))) continue;
    if (taken(match.index)) continue;
    const rest = text.slice(end, end + 90);
    if (ONLY_BEFORE.test(verb) && !(SPOKEN_AFTER[verb] ?? QUOTING).test(rest)) continue;
    if (/^ (?:by|to be|to have)\b/u.test(rest) && !/^(?:says?|added|adds)$/u.test(verb)) continue;
    const named = verb === 'quoted' ? undefined : nounPhrase(open.slice(0, match.index));
    // People who report trouble are what is counted, not who says it.
    if (
      named !== undefined &&
      !(CROWD.test(named.name) && /report|complain|noted|noticed|found|blame|post|shared|lament/u.test(verb))
    )
      add(named, match.index, match[0]);
  }
  for (const match of open.matchAll(COUNTER)) {
    if (found.some((one) => Math.abs(one.at - match.index) < 60)) continue;
    const named = nounPhrase(open.slice(0, match.index));
    const plain = /\b(?:had|saw|sees|received|reports|put|puts)$/u.test(match[0]);
    if (
      plain &&
      !/^[^.]{0,60}\b(?:reports?|complaints?|notifications|outages)\b/u.test(open.slice(match.index + match[0].length))
    )
      continue;
    if (named !== undefined && counts(named) && COUNTS_WHAT.test(open.slice(match.index + match[0].length)))
      add(named, match.index, match[0]);
  }
  for (const match of open.matchAll(ABSOLUTE)) {
    const from = match.index + match[0].length;
    const between = open.slice(from, open.indexOf(` ${match[1]!}`, from)).replace(/ (?:only|also|later)$/u, '');
    const named = nounPhrase(between);
    if (named !== undefined && !CROWD.test(named.name) && !taken(match.index)) add(named, match.index, match[1]!);
  }
  if (found.length === 0) {
    for (const match of open.matchAll(GERUND)) add(subjectOf(open), match.index, match[0]);
  }
  for (const match of open.matchAll(TRACKED)) {
    if (!found.some(({ name }) => match[1]!.startsWith(name)))
      add({ name: match[1]!.replace(/\.com$/u, ''), person: false }, match.index, match[0]);
  }
  const announced = /^.{0,80}?(?=: ?“)/u.exec(open);
  if (found.length === 0 && announced !== null)
    add(nounPhrase(announced[0].replace(/(?<=\S)\s\p{Ll}+(?: us| reporters)?$/u, '')), 0, announced[0]);
  return found;
}

/** A person, with what is told of them, who ends before the verb: "Tom Beck, the owner, wrote a note" inverts nothing. */
const isNamed = (before: string): boolean => before.endsWith(',') && nounPhrase(before)?.person === true;

/** Who a sentence begins with: "Musk took to X on Monday, saying …". */
function subjectOf(open: string): Named | undefined {
  const start =
    /^(?:(?:In|On|At|During|After|Speaking)\b[^,]{0,80}, )?((?:the |an? )?(?:[\p{L}’'.-]+ ){1,8}?)(?=(?:appeared|took|went|posted|spoke|turned|responded|reacted|has|had|later|also|issued|apologi[sz]ed|addressed|defended|hit|pushed|played|downplayed|gave|released|sent|confirmed|acknowledged|blamed)\b)/u.exec(
      open,
    )?.[1];
  return start === undefined ? undefined : nounPhrase(start);
}

/** Only a tracker, a monitor or a firm counts; a service that "had" an outage or users that "saw" an error do not speak. */
const counts = ({ name, role, person }: Named): boolean =>
  !person &&
  (/^the (?:site|website|tracker|platform|data|figures|service)$/u.test(name) ||
    (/^(?:@|\p{Lu})/u.test(name) &&
      !CROWD.test(name) &&
      (TRACKER.test(name) || MONITOR.test(name) || COUNTER_KIND.test(role ?? ''))));
const COUNTER_KIND = /\b(?:site|website|tracker|monitor|observatory|watchdog)\b/iu;
const TRACKER =
  /(?:\b(?:Down|Net|Radar|Outage|Track|Ping|Uptime)\p{L}+|\p{L}(?:Down|Blocks|Detector|Tracker|Eyes|Watch)\b)/u;
const MONITOR =
  /(?:detector|tracker|puls|radar|block|labs?\b|research|ca[ií]das|störung|monitor|cloudflare|authority|data\b|telescope|cdn\b|metrics|spectra|report|kentik|ookla|thousandeyes|catchpoint|netscout|akamai|fastly|shadowserver|greynoise|censys|observatory|analytics|security)/iu;

/** The sentence with what is quoted in it blanked out, at the same positions. */
const blanked = (text: string, quoted: Sentence['quoted']): string =>
  quoted.reduce((open, { start, end }) => `${open.slice(0, start)}${' '.repeat(end - start)}${open.slice(end)}`, text);

/** A person who was named before, by what they are known for. */
const EPITHET =
  /^(?:the )?(?:\d+-year-old )?(?:tech |world[’']s richest |Tesla |SpaceX )?(?:billionaire|mogul|tycoon|entrepreneur|businessman|man|woman)$/iu;
const FIRM =
  /^(?:the )?(?:[\p{L}-]+-based )?(?:\p{Ll}+ )?(?:company|firm|tech giant|giant|operator|provider|carrier|bank|airline|retailer|startup)$/u;
const GROUP = /^(?:the )?(?:[\p{Ll}-]+ )?(?:group|collective|gang|crew|hackers|hacktivists)$/u;
const ANAPHOR =
  /^(?:the )?(?:[\p{Ll}-]+ )?(?:website|site|tracker|platform|data|figures|monitor|observatory|watchdog)$/u;

function refersTo(name: string): Reference | undefined {
  if (/^(?:he|she|who)$/iu.test(name) || EPITHET.test(name)) return 'person';
  if (/^they$/iu.test(name)) return 'any';
  if (/^it$/iu.test(name) || FIRM.test(name)) return 'firm';
  if (GROUP.test(name)) return 'group';
  return ANAPHOR.test(name) ? 'tracker' : undefined;
}

const OFFICES: readonly (readonly [RegExp, string])[] = [
  [/spokes(?:man|woman|person)/iu, 'spokesperson'],
  [/chief executive|\bCEO\b/iu, 'chief executive'],
  [/chief technology|\bCTO\b/iu, 'chief technology officer'],
  [/\b(?:minister|secretary)\b/iu, 'minister'],
  [/\bpresident\b/iu, 'president'],
  [/\bprofessor\b/iu, 'professor'],
  [/\bresearcher\b/iu, 'researcher'],
  [/\banalyst\b/iu, 'analyst'],
  [/\b(?:owner|founder)\b/iu, 'owner'],
];

/** Only of what names no one itself: "the minister", "its chief executive". */
const officeOf = (words: string): string | undefined => OFFICES.find(([office]) => office.test(words))?.[1];

export const VOICES: Voices = {
  attributionsIn,
  refersTo,
  officeOf: (words) => officeOf(words),
  isPerson,
  isTracker: counts,
  titles: TITLES,
};
