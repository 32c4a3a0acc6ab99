/**
 * How German says who speaks: "X sagte", `“, sagte X`, "laut X", "nach Angaben von X", "X zufolge", "wie X mitteilte", trackers that
 * count. Law: words inside a quotation name no speaker of the sentence around it.
 */
import type { Sentence } from '../sentences.ts';
import type { Attribution, Named, Reference, Voices } from '../speakers.ts';
import { isPerson, named, TITLES } from './names.ts';

const SAID =
  'sagten?|sagt|erklärten?|erklärt|teilten?|teilt|bestätigten?|bestätigt|schreib(?:t|en)|schrieb(?:en)?|meldeten?|meldet|berichteten?|berichtet|nannten?|sprach(?:en)?|spricht|gab(?:en)?|gibt|räumten?|räumt|beton(?:t|te|ten)|kündigten?|kündigt|warnten?|warnt|schätzten?|schätzt|vermutet(?:e|en)?|fordert(?:e|en)?|verlangt(?:e|en)?|kritisiert(?:e|en)?|wettert|schimpft|zählten?|zählt|registriert(?:e|en)?|verzeichnet(?:e|en)?|zeigten?|zeigt|versichert(?:e|en)?|behauptet(?:e|en)?|winkt(?:e)?|erläutert(?:e)?|ergänzt(?:e)?|twittert(?:e)?|postet(?:e)?|bekannten?|bekennt|stellten?|dementiert(?:e)?|bestreitet';
/** These say something only with the rest of them behind: "teilte mit", "gab bekannt". */
const WITH: Readonly<Record<string, RegExp>> = {
  teil: /(?<!\p{L})mit(?!\p{L})/u,
  gab: /(?<!\p{L})(?:an|bekannt)(?!\p{L})/u,
  gib: /(?<!\p{L})(?:an|bekannt)(?!\p{L})/u,
  räum: /(?<!\p{L})ein(?!\p{L})/u,
  kün: /(?<!\p{L})an(?!\p{L})/u,
  win: /(?<!\p{L})ab(?!\p{L})/u,
  bek: /(?<!\p{L})sich(?!\p{L})/u,
  ste: /(?<!\p{L})klar(?!\p{L})/u,
  spr: /(?<!\p{L})von(?!\p{L})/u,
  spri: /(?<!\p{L})von(?!\p{L})/u,
  nan: /(?<!\p{L})(?:als|den|die|das|einen|eine)(?!\p{L})/u,
};
const VERB = new RegExp(`(?<![\\p{L}’'-])(${SAID})(?![\\p{L}’'-])`, 'giu');
const PERFECT =
  /(?<!\p{L})(?:hat|haben|hatte|habe) [^.;“”]{0,50}?(?<!\p{L})(behauptet|erklärt|gesagt|mitgeteilt|bestätigt|angekündigt|berichtet|geschrieben)(?!\p{L})/gu;
/** What a main clause begins with that is no subject: the subject follows the verb. */
const ADVERBIAL =
  /^\s*(?:Am|Im|In|An|Auf|Bei|Beim|Nach|Vor|Später|Gestern|Heute|Dazu|Dabei|Daraufhin|Wie|Seit|Zuvor|Gegen|Um|Zur|Zum|Zu|So|Danach|Inzwischen|Außerdem|Zudem|Damit|Mit|Es|Dort|Kurz|Tatsächlich|Erst|Auch|Noch|Bereits|Schon|Aktuell|Dies|Ob|Jetzt|Von|Für)(?!\p{L})/u;
const ACCORDING =
  /(?<!\p{L})(?:[Ll]aut|[Gg]emä(?:ß|ss)|[Nn]ach (?:den )?(?:Angaben|Auskunft|Darstellung|Informationen|Einschätzung|Aussage[n]?|Worten)(?: von)?|[Uu]nter Berufung auf|so(?= (?:das |der |die |ein |eine )?(?:\p{L}+-)?\p{Lu}\p{L}+(?:,|\.|$| \p{Lu}|innen?))) /gu;
const AFTERWARDS = /(?:^|[,.;:] |(?<=\s))((?:[\p{L}“”.-]+ ){1,6})zufolge(?!\p{L})/gu;
const AS_SAID =
  /(?<!\p{L})[Ww]ie (?!viele?|lange|hoch|groß|es(?!\p{L}))([^,.;]{2,70}?) (?:(?:um|gegen|am|in|auf|dem|der|den) (?:[^,.;]|(?<=\d)[.:](?=\d)){1,40} )?(?:mitteilten?|mitteilt|meldeten?|berichtet(?:e|en)?|schreibt|schrieb|erklärten?|sagten?|bestätigten?|bekannt ?gab(?:en)?|vermeldet(?:e|en)?|zeigt)(?!\p{L})/gu;
const TRACKED =
  /(?<!\p{L})(?:[Bb]ei|[Bb]eim|[Aa]uf|[Ii]n|[Üü]ber) (?:dem |der |das |einer )?(?:\p{Ll}+ )?(?:(?:\p{L}+)?(?:[Pp]ortal|[Pp]lattform|[Ww]ebsite|[Ss]eite) )?[“]?((?:\p{Lu}[\p{L}]*(?:\.\p{Ll}{2,3})?)(?: \p{Lu}\p{L}+)?)[”]?(?= (?:gingen|knallten|meldeten|häuften|zählten?|haben sich|wurden|liefen|sammel|zeigt)|[^.;]{0,60}(?:[Mm]eldungen|[Bb]eschwerden))/gu;
const CALLED =
  /(?<!\p{L})(?:bekannte|bekannten|bekennt) sich (?:[^.;]{0,60}? )?(die (?:Hackergruppe|Hacker-?gruppe|Gruppe|Gruppierung|Hacker)[^.,;]{0,50})/gu;
const NOTICE = /^(?:#+ )?(?:Presse)?[Mm]itteilung (?:der|des|von) (.{3,60}?)(?= zu[mr]? |$)/u;
const TOLD = /^((?:\p{L}+-)?\p{Lu}[^:“”.,;]{3,60}) (?:zu|gegenüber) [^:“”]{3,60}: ?“/u;
const CROWD =
  /(?<!\p{L})(?:Nutzer\w*|User|Kund(?:en|innen)|Menschen|Fans|Betroffene|Reisende|Kunde|Viele|Zahlreiche|Tausende|Fahrgäste|Abwehr\w+)(?!\p{L})/u;

export function attributionsIn({ text, quoted }: Sentence): Attribution[] {
  const open = blanked(text, quoted);
  const found: Attribution[] = [];
  const add = (who: Named | undefined, at: number, words: string): void => {
    if (who !== undefined && !CROWD.test(who.name) && !found.some((one) => one.name === who.name))
      found.push({ ...who, at, words: words.trim() });
  };
  const notice = NOTICE.exec(open);
  if (notice !== null) add(named(notice[1]!), 0, notice[0]);
  const told = TOLD.exec(text);
  if (told !== null) add(named(told[1]!), 0, told[1]!);
  for (const match of open.matchAll(ACCORDING)) {
    const rest = open.slice(match.index + match[0].length);
    if (!/^(?:eigenen|ersten|bisherigen|derzeitigen)/u.test(rest)) add(named(rest), match.index, match[0]);
  }
  for (const match of open.matchAll(AFTERWARDS)) add(named(match[1]!.replace(/^.*[,;:] /u, '')), match.index, match[0]);
  for (const match of open.matchAll(AS_SAID))
    add(named(match[1]!.replace(/^ein Blick auf /u, '')), match.index, match[0]);
  for (const match of open.matchAll(CALLED)) add(named(match[1]!), match.index, match[0]);
  const taken = (at: number): boolean => found.some((one) => at >= one.at && at < one.at + one.words.length);
  for (const match of open.matchAll(PERFECT)) add(subjectBefore(open.slice(0, match.index)), match.index, match[1]!);
  for (const match of open.matchAll(VERB)) {
    if (taken(match.index)) continue;
    const rest = open.slice(match.index + match[0].length);
    const clause = rest.split(/[.;](?!\d)/u)[0]!;
    const needs = Object.entries(WITH).find(([start]) => match[0].toLowerCase().startsWith(start))?.[1];
    if (needs !== undefined && !needs.test(`${clause} `)) continue;
    add(subjectOf(open.slice(0, match.index), rest), match.index, match[0]);
  }
  for (const match of open.matchAll(TRACKED)) {
    const who = named(match[1]!);
    if (who !== undefined && isTracker(who)) add(who, match.index, match[0]);
  }
  return found;
}

/** The subject stands right before its verb, or behind it where something else begins the clause, a quotation too. */
function subjectOf(before: string, after: string): Named | undefined {
  const clause = before.split(/[;:]|(?<=\s{3}),? |, (?=wie |so |teilt|sagt)/u).at(-1)!;
  const inverted =
    clause.trim() === '' ||
    /^[\s,.–-]*$/u.test(clause) ||
    ADVERBIAL.test(clause) ||
    (/,\s*$/u.test(clause) && !APPOSED.test(clause));
  return inverted ? named(after.trimStart()) : subjectBefore(before);
}

/** "Meta, der gegenüber einer Agentur … bestätigte": who stands before the comma. */
const RELATIVE = /(\p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}.-]*)*), (?:der|die|das) (?:gegenüber|in|am|auf|bei|im) [^,;]*$/u;
const APPOSED = /(\p{Lu}[^,]{3,80}), (\p{Lu}[\p{L}’'-]+(?: \p{Lu}[\p{L}’'-]+)+),\s*$/u;

function subjectBefore(before: string): Named | undefined {
  const clause = before
    .split(/[;:”]|(?<=\p{L}), (?!\p{Lu}\p{Ll}+ \p{Lu}\p{Ll}+, $)/u)
    .at(-1)!
    .trimEnd();
  const relative = RELATIVE.exec(before);
  if (relative !== null) return named(relative[1]!);
  const apposed = APPOSED.exec(before);
  if (apposed !== null && isPerson(apposed[2]!)) {
    return { name: apposed[2]!, person: true, role: apposed[1]!.replace(/^(?:Der|Die|Das|Ein|Eine) /u, '') };
  }
  return named(clause.replace(/(?: (?:jetzt|nun|dann|später|am \p{L}+|selbst|bereits|auch))+$/u, ''));
}

/** The sentence with what is quoted blanked out, at the same positions; a name in quotation marks stays. */
const blanked = (text: string, quoted: Sentence['quoted']): string =>
  quoted.reduce((open, { start, end }) => {
    const name = /^\p{Lu}[\p{L}.-]*(?: \p{Lu}[\p{L}.-]*){0,2}$/u.test(text.slice(start, end));
    return name ? open : `${open.slice(0, start)}${' '.repeat(end - start)}${open.slice(end)}`;
  }, text);

const isTracker = ({ name, role }: Named): boolean =>
  /(?:störung|detector|melder|netz|radar|puls|blick|\.(?:de|ch|at|com)$|strom)/iu.test(name) ||
  /portal|messnetz|plattform|website/iu.test(role ?? '');

const FIRM =
  /^(?:das |der |die |dem |des )?(?:Unternehmen|Konzern|Firma|Bank|Betreiber|Anbieter|Instituts?|Konzerns|Unternehmens|Hersteller|Dienstleister)s?$/u;
const OFFICES: readonly (readonly [RegExp, string])[] = [
  [/sprecher/iu, 'Sprecher'],
  [/minister/iu, 'Minister'],
  [/präsident/iu, 'Präsident'],
  [/chef|vorstandsvorsitz/iu, 'Chef'],
  [/direktor/iu, 'Direktor'],
];

function refersTo(name: string): Reference | undefined {
  if (/^(?:er|sie)$/iu.test(name)) return 'person';
  if (FIRM.test(name)) return 'firm';
  if (/^(?:die )?Gruppe$/u.test(name)) return 'group';
  return /^(?:das |die |dem )?(?:Portal|Plattform|Website|Seite)$/u.test(name) ? 'tracker' : undefined;
}

export const VOICES: Voices = {
  attributionsIn,
  refersTo,
  officeOf: (words) => OFFICES.find(([office]) => office.test(words))?.[1],
  isPerson,
  isTracker,
  titles: TITLES,
};
