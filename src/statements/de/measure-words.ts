/** What German measures by words alone: errors, origins, places, kinds of failure, and who is said to be behind it. */
import type { Measure } from '../../model/statement.ts';
import { type Found, type Scene, within } from '../found.ts';
import type { PlaceSpan } from '../places.ts';
import { countriesIn, listedAt } from './places.ts';

export function wordsMeasured(scene: Scene): Found[] {
  return [...errors(scene), ...origins(scene), ...places(scene), ...claims(scene)];
}

const CODE =
  /(?<!\p{L})(?:HTTP|Fehler(?:code|meldung|nummer)?|Status(?:code)?|Error|Code)[ :#-]{1,3}(\d{3,4})(?!\d)|(?<!\d)([45]\d\d)(?= (?:Bad Gateway|Service|Gateway|Internal|Forbidden|Not Found|Too Many))/u;
const SHOWN =
  /(?:fehlermeldung|meldung|hieß es|stand|zeigt|angezeigt|sahen|sieht|sehen|bildschirm|antwort|im browser|hinweis)/iu;
const SAID = /(?:sagt|erklärt|teilt|schreibt|schrieb|betont|spr[aio]ch|nannte|nennt)/iu;
const ERRORISH =
  /(?:fehler|nicht|abgelehnt|ausgefallen|störung|versuchen|timeout|gateway|error|wrong|unavailable|überlastet)/iu;

function errors({ text, quoted }: Scene): Found[] {
  const make = (value: string, start: number, length: number): Found[] => [
    {
      measure: { kind: 'error', text: value },
      start,
      end: start + length,
      because: [{ field: 'error', words: text.slice(start, start + length) }],
    },
  ];
  for (const { start, end } of quoted) {
    const words = text.slice(start, end).replace(/[.,!]$/u, '');
    const around = `${text.slice(Math.max(0, start - 60), start)} ${text.slice(end, end + 40)}`;
    const fits =
      words.length >= 4 &&
      words.length <= 90 &&
      /\d|(?:^|\s)\p{Ll}/u.test(words) &&
      ERRORISH.test(words) &&
      SHOWN.test(around);
    if (fits && !SAID.test(around) && !/(?<!\p{L})(?:wir|ich|unser\w*)(?!\p{L})/iu.test(words))
      return make(words, start, words.length);
  }
  const code = CODE.exec(text);
  return code === null ? [] : make(code[1] ?? code[2]!, code.index, code[0].length);
}

const TRAFFIC = /(?:angriff|attacke|adressen|anfragen|pakete|datenverkehr|traffic|quellen|geräte|bots)/iu;
const CAME =
  /(?<!\p{L})(?:stamm(?:t|en|te|ten)|k(?:am|amen|ommt|ommen)|ging(?:en)? [^.;]{0,30}aus|registriert)(?!\p{L})/iu;

function origins({ text }: Scene): Found[] {
  const came = CAME.exec(text);
  if (came === null || !TRAFFIC.test(text)) return [];
  const from = /(?<!\p{L})(?:aus|in) (?:der |den |dem (?:Raum|Gebiet)(?: der)? )?(?=\p{Lu})/gu;
  for (const match of text.matchAll(from)) {
    if (match.index < came.index) continue;
    const listed = listedAt(text, match.index + match[0].length);
    if (listed.length > 0) return [areaFound('origin', listed, text, came[0])];
  }
  return [];
}

const AFFECTED =
  /(?:nutzer\w*|kunden|user\w*|menschen|meldungen|störungen|probleme|ausfälle|ausfall|betroffen\w*|reisende)(?!\p{L})[^.;,]{0,30}?(?<!\p{L})(?:in|aus) (?:der |den |ganz |Teilen )?(?=\p{Lu})|(?<!\p{L})in (?:den |der |ganz )?(?=\p{Lu}[^.;]{0,50}(?:störung|gemeldet|betroffen|ausgefallen))/giu;

function places({ text }: Scene): Found[] {
  if (countriesIn(text).length === 0) return [];
  for (const match of text.matchAll(AFFECTED)) {
    const listed = listedAt(text, match.index + match[0].length);
    if (listed.length > 0) return [areaFound('place', listed, text, match[0])];
  }
  return [];
}

function areaFound(kind: 'origin' | 'place', spans: readonly PlaceSpan[], text: string, cue: string): Found {
  const [start, end] = [spans[0]!.start, spans.at(-1)!.end];
  return {
    measure: { kind, areas: [...new Set(spans.map(({ name, country }) => country ?? name))] },
    start,
    end,
    because: [
      { field: 'areas', words: text.slice(start, end) },
      { field: kind, words: cue.trim() },
    ],
  };
}

export const CLAIMED =
  /(?<!\p{L})(?:bek(?:annten?|ennt|ennen|annt(?:e|en)?) sich|sich [^.;]{0,60}bekannt|(?:reklamier|beanspruch)\p{L}* [^.;]{0,40}für sich|überna(?:hm|hmen) [^.;]{0,30}Verantwortung)(?!\p{L})/iu;
const CLAIMS: readonly (readonly ['responsibility' | 'financing' | 'motive', RegExp])[] = [
  [
    'responsibility',
    new RegExp(
      `${CLAIMED.source}|(?<!\\p{L})(?:(?:steck(?:t|en|te|ten)|steh(?:t|en)|stand(?:en)?) (?:\\p{L}+ ){0,6}?(?:hinter|dahinter)|dahinterstec\\p{L}+|verantwortlich für|er sei es gewesen|sie seien es gewesen)(?!\\p{L})`,
      'iu',
    ),
  ],
  [
    'financing',
    /(?<!\p{L})(?:finanzier\p{L}+|(?:Angriff|Attacke|Proteste?) (?:\p{L}+ )?bezahl(?:t|te)|im Auftrag von)(?!\p{L})/iu,
  ],
  [
    'motive',
    /(?<!\p{L})(?:aus Rache|als Vergeltung|Vergeltung für|aus Protest|begründete(?:n)? [^.;]{0,40} mit|zu erpressen|weil (?:er|sie) [^.;]{0,40}(?:wurde|wurden))(?!\p{L})/iu,
  ],
];
const CAUSE =
  /(?<!\p{L})((?:(?:fehlerhaft|defekt|überlastet|falsch|kaputt|abgelaufen|missglückt)\p{Ll}* (?:\p{L}+-)*\p{L}+|technische\p{Ll}* (?:Störung|Probleme?|Fehler|Defekts?|Schwierigkeiten)n?|Stromausfall|Stromversorgung|Sabotage|Kabelschaden|Konfigurationsfehler|(?:(?:DDoS|Hacker|Cyber)-?)?(?:[Aa]ngriff|[Aa]ttacke)(?:s|e|n|en)?))(?!\p{L})/iu;

function claims({ text }: Scene): Found[] {
  const found: Found[] = [];
  const put = (measure: Measure, hit: RegExpExecArray): void => {
    found.push({
      measure,
      start: hit.index,
      end: hit.index + hit[0].length,
      because: [{ field: measure.kind, words: hit[0] }],
    });
  };
  for (const [kind, pattern] of CLAIMS) {
    const hit = pattern.exec(text);
    if (hit !== null) put({ kind, party: '' }, hit);
  }
  const cause = CAUSE.exec(text);
  if (cause !== null && !within(found, cause.index)) put({ kind: 'cause', cause: cause[1]! }, cause);
  return found;
}
