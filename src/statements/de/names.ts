/** German noun phrases that name who speaks. All nouns are written with a capital, so an office is told from a name by what it is. */
import type { Named } from '../speakers.ts';

export const TITLES = /^(?:Herr|Frau|Dr\.|Prof\.)+ /u;

/** Nouns that speak, as the end of a word: Banksprecher, Technikchefin, Störungsportal. */
const OFFICE =
  /(?:sprecher|chef|direktor|minister|präsident|leiter|vorstand|expert|forscher|gründer|wirt|kanzler|kommissar|obmann|moderator|geschäftsführer|vorsitzender?|user|portal|website|plattform|dienst|anbieter|messnetz|gruppe|gruppierung|zeitung|agentur|betreiber|konzern|unternehmen|hoster|professor|ingenieur|techniker|analyst|institut|behörde|bundesamt|amt|ministerium|polizei|bank|firma|bahn|regierung|kammer|verband|hersteller|dienstleister|aufsicht|zentrale|kreise|regulator|börse)(?:e|in|innen|en|s|es|n)?$/iu;
const ARTICLE =
  /^(?:der|die|das|dem|den|des|eine?[mnrs]?|sein\p{Ll}*|ihr\p{Ll}*|unser\p{Ll}*|dies\p{Ll}*)(?!\p{L})\s?/iu;
const ADJECTIVES =
  /^(?:(?!(?:in|aus|bei|von|mit|auf|an|um|für|nach|gegen|gegenüber|über|unter|aber|auch|und|oder|als|dass|ob|zu|sich|nicht|es|seit|wie)(?!\p{L}))\p{Ll}[\p{L}-]* (?=(?:\p{Ll}[\p{L}-]* )*[“\p{Lu}]))*/u;
const WORD =
  "(?:“?\\p{Lu}[\\p{L}\\p{N}’'&-]*(?:\\.\\p{Ll}{2,3}(?!\\p{L}))?(?:(?<=\\s\\p{Lu})\\.)?”?|von|van|de|zu|der(?= \\p{Lu}\\p{Ll}+ \\p{Lu}))";
const RUN = new RegExp(`^${WORD}(?: ${WORD})*`, 'u');
const JOINED = /^ (?:von|der|des|für|vom)(?: der| die| das| dem)? (“?\p{Lu}[\p{L}\p{N}.-]*”?(?: \p{Lu}[\p{L}-]*)?)/u;

/** Who is meant by the noun phrase that a text begins with. */
export function named(text: string): Named | undefined {
  const pronoun = /^(er|sie)(?!\p{L})/iu.exec(text)?.[1];
  if (pronoun !== undefined) return { name: pronoun.toLowerCase(), person: true };
  const article = ARTICLE.exec(text)?.[0] ?? '';
  const bare = text.slice(article.length);
  const rest = bare.slice(ADJECTIVES.exec(bare)?.[0].length ?? 0);
  const run = RUN.exec(rest)?.[0].replace(/(?: (?:von|van|de|zu|der))+$/u, '');
  if (run === undefined) return undefined;
  const words = run.split(' ');
  const office = words.findIndex((word) => OFFICE.test(unquoted(word)));
  // "Banksprecher Jörn Hackbarth", "Portal Netzpuls": the office before the name.
  const offices = words.filter((word, i) => i <= office && i === words.indexOf(word)).length;
  const name = unquoted(words.slice(office + 1).join(' '));
  if (office >= 0 && name !== '') return { name, role: words.slice(0, offices).join(' '), person: isPerson(name) };
  const joined = JOINED.exec(rest.slice(run.length));
  if (office >= 0 && joined !== null) return { name: `${run} ${unquoted(joined[0])}`, person: false };
  if (office < 0 && NO_NAME.test(words[0]!)) return undefined;
  return { name: unquoted(run), person: isPerson(unquoted(run)) };
}

const NO_NAME =
  /^(?:Hinweise|Ursache|Schuld|Betroffen\w*|Störung(?:en)?|Foren|Ausfall|Angriff|Attacke|Grund|Probleme|Meldungen|Montag\w*|Dienstag\w*|Mittwoch\w*|Donnerstag\w*|Freitag\w*|Samstag\w*|Sonntag\w*|Uhr|Zahl|Ein|Eine|Das|Die|Der|Es|Wir|Ich|Medien\w*|Twitter|Telegram|X|Einschränkungen|Zehntausende|Tausende|Millionen|Dafür|Informationen|Stand|Anfrage|Abend|Morgen|Bildschirm|Schirm|Server|App)$/u;

const unquoted = (words: string): string => words.replaceAll(/[“”]/gu, '').trim();

const NO_FIRST_NAME =
  /^(?:Alle|Die|Der|Das|Den|Dem|Ein|Eine|Deutsche[nr]?|Neue[nr]?|Graue|Schweizer|Laut|Nach|Wie|Am|Im|In|Auf|Bei|Beim|Von|Vom|Für|Mit|Gemäß|Gemäss|So|Auch|Und|Oder|Aber|Seit|Um|Gegen|Zur|Zum|Wenn|Als|Erst|Dass|Ob|Jede[rs]?|Seine?|Ihre?|Unsere?)$/u;

/** Two to four words with capitals, none of which is an office or a firm's. */
export function isPerson(name: string): boolean {
  const words = name.replace(TITLES, '').split(' ');
  return (
    words.length >= 2 &&
    words.length <= 4 &&
    words.every((word) => /^(?:\p{Lu}[\p{Ll}’'-]+\p{L}*|\p{Lu}\.?|von|van|de|zu|der)$/u.test(word)) &&
    !words.some((word) => OFFICE.test(word)) &&
    !NO_FIRST_NAME.test(words[0]!)
  );
}
