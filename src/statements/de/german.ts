/** German: the words and rules that articles in it are read by. */
import type { Language } from '../language.ts';
import { clocksIn } from './clocks.ts';
import { numbersMeasured } from './measure-numbers.ts';
import { timesMeasured } from './measure-times.ts';
import { CLAIMED, wordsMeasured } from './measure-words.ts';
import { ABOUT, datesIn, MONTH, modeOf, ofAnotherTime } from './modes.ts';
import { numbersIn } from './numbers.ts';
import { countriesIn } from './places.ts';
import { VOICES } from './speakers.ts';

const SHORT =
  /(?<!\p{L})(?:Mio|Mrd|Tsd|ca|bzw|Dr|Prof|St|Nr|Std|Min|Abs|Art|usw|etc|vgl|z|B|u|a|d|h|i|v|Jan|Feb|Apr|Aug|Sept?|Okt|Nov|Dez|\p{Lu})\.$/u;
const ORDINAL = /(?<!\d)\d{1,2}\.$/u;
const NO_START = new RegExp(`^(?:${MONTH}|\\p{Ll})`, 'u');

export const GERMAN: Language = {
  code: 'de',
  // In small letters: IST is a time zone.
  common:
    /(?<!\p{L})(?:[Dd]er|[Dd]as|[Ee]s|[Bb]ei|[Nn]ach|[Mm]it|[Ll]aut|[Ee]ine?|und|dass|nicht|ist|wurden?|von|für|auf|den|dem|des|sich|auch|im|zum|über|gegen|sei|seien|werden|waren|oder|aus)(?!\p{L})/gu,
  about: ABOUT,
  goesOn(before, next) {
    if (SHORT.test(before) && next !== '') return true;
    return ORDINAL.test(before) && NO_START.test(next);
  },
  clocksIn,
  numbersIn,
  datesIn,
  countriesIn,
  measuresIn: (scene) =>
    ofAnotherTime(scene.text) ? [] : [...numbersMeasured(scene), ...timesMeasured(scene), ...wordsMeasured(scene)],
  modeOf,
  worldwide: /^[^,;]{0,30}(?<!\p{L})(?:weltweit|rund um den Globus|auf der ganzen Welt)(?!\p{L})/iu,
  clauseEnd: /[,;]|\.\s|(?<!\p{L})während(?!\p{L})/u,
  claimed: CLAIMED,
  voices: VOICES,
  cues: {
    peak: /(?<!\p{L})(?:Höhepunkt|in der Spitze|Spitzenwert|zeitweise|auf dem Gipfel)(?!\p{L})/iu,
    attacks: /(?:angriffe|attacken)(?!\p{L})(?!.*(?:wellen|ausfälle))/iu,
    requests: /(?:anfragen|zahlungen|logins|anmeldungen|datenverkehr|transaktionen|pakete)/iu,
    checks: /(?:prüfungen|messungen|abfragen unserer|sonden)/iu,
    symptoms: {
      unreachable: /nicht erreichbar|serververbindung|server-verbindung/iu,
      slow: /(?<!\p{L})langsam/iu,
      error: /fehlermeldung/iu,
      login: /(?:anmeld|login|einlogg)/iu,
    },
    reported: /(?:meld|beschwer|gemeldet|störungsportal)/iu,
    notTop: /(?<!\p{L})nicht(?!\p{L})[^.]*(?<!\p{L})(?:ersten|top)(?!\p{L})/iu,
    attack: /angriff|attacke|ddos/iu,
  },
};
