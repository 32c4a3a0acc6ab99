/** How German sentences are meant: asserted, hedged, asked, denied; the days in them; and what is told of another time. */
import type { Mode } from '../../model/statement.ts';
import type { Because, Span } from '../found.ts';

export const ABOUT =
  /(?:störung|ausf[aä]ll|ausgefallen|fiel\b.*\baus\b|panne|angriff|attacke|fehler|erreichbar|offline|lahm|problem|ddos|gestört|scheiter|unterbrech|down\b|weg\b)/iu;

export const MONTH = '(?:Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember)';
const DATES = new RegExp(
  `(?<!\\d)\\d{1,2}\\. ?${MONTH}(?: \\d{4})?|(?<!\\d)\\d{1,2}\\.\\d{1,2}\\.(?:\\d{4}|\\d{2})?(?!\\d)|${MONTH} \\d{4}\\b|\\d{4}-\\d\\d-\\d\\d|\\b(?:Jahr|seit|Ende|Anfang|Mitte) (?:19|20)\\d\\d\\b`,
  'gu',
);

export const datesIn = (text: string): Span[] =>
  [...text.matchAll(DATES)].map((match) => ({ start: match.index, end: match.index + match[0].length }));

const HEDGE =
  /(?<!\p{L})(?:möglicherweise|womöglich|wohl|offenbar|offensichtlich|mutmaßlich\w*|vermutlich|vielleicht|wahrscheinlich|anscheinend|angeblich|könnten?|dürften?|vermutet|scheint|schien(?:en)?|nicht auszuschließen|lässt sich nicht belegen|nicht bestätigt|soll(?:en)?(?= [^.]*(?:haben|sein|werden)(?!\p{L})))(?!\p{L})/iu;
const DENIAL =
  /(?<!\p{L})(?:kein(?:e|en|erlei)? (?:\p{Ll}+ )?(?:Hinweise?|Anzeichen|Belege?|Anhaltspunkte|Indizien|Angriff|Hackerangriff|Cyberangriff|Attacke|Sabotage)|(?:Hinweise|Anzeichen|Belege)(?: auf[^.,]*)? (?:gebe|gibt|gab) es (?:\p{Ll}+ )?nicht|Angriff (?:lag|liegt|habe|gab) [^.,]{0,20}nicht|(?:schließ(?:t|en|e|ße)|schloss(?:en)?) (?!nicht)[^.;]{3,60} aus(?!\p{L})|ausgeschlossen|dementier\w*|bestr(?:eitet|itt|itten)|w(?:eist|ies|iesen) [^.;]{3,60} zurück|handel(?:t|te|e) (?:es )?sich nicht|winkt(?:e)? ab)(?!\p{L})/iu;
const QUESTION = /\?[”’)]*$|^.{0,40}\bfragten?, ob\b/iu;

export function modeOf({ text }: { readonly text: string }): { mode: Mode; because: Because[] } {
  if (QUESTION.test(text.trim())) return { mode: 'question', because: [{ field: 'mode', words: '?' }] };
  const denied = DENIAL.exec(text);
  if (denied !== null) return { mode: 'denied', because: [{ field: 'mode', words: denied[0] }] };
  const hedged = HEDGE.exec(text);
  return hedged === null
    ? { mode: 'asserted', because: [] }
    : { mode: 'hedged', because: [{ field: 'mode', words: hedged[0] }] };
}

/** A failure of another time, which is told for comparison. */
const OTHER =
  /(?<!\p{L})(?:im (?:vergangenen|letzten) (?:Herbst|Winter|Sommer|Frühjahr|Jahr|Monat)|im Vorjahr|letztes Jahr|vor (?:genau )?(?:einem|zwei|drei|vier) (?:Monate?n?|Jahre?n?)|ähnlicher? (?:Ausfall|Störung|Panne|Angriff))(?!\p{L})/iu;

export const ofAnotherTime = (text: string): boolean => OTHER.test(text);
