/** Was sich für jede Bedeutung einer Aussage fand, und warum das Urteil folgt. Zeiten stehen in Sätzen nach ISO 8601. */
import type { Symptom } from '../../model/symptom.ts';
import type * as en from '../en/verdicts.ts';
import { measures, readings } from './measures.ts';
import { scales } from './scales.ts';
import { states } from './states.ts';
import { german } from './tongue.ts';
import { weighing } from './weighing.ts';

const number = new Intl.NumberFormat(german.locale, { maximumFractionDigits: 1 });
const told = (value: number): string => number.format(value);
const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const ended = (words: string): string => `${words.replace(/\.$/, '')}.`;

const found: typeof en.verdicts.found = {
  told,
  atLeast: (value) => `mindestens ${told(value)}`,
  noNumber: 'Es wurde keine Zahl gesagt.',
  noPlace: 'Es wurde kein Ort gesagt.',
  noShare: 'Es wurde kein Anteil gesagt.',
  noTime: 'Es wurde keine Zeit gesagt.',
  noLength: 'Es wurde keine Dauer gesagt.',
  noError: 'Es wurde kein Fehler gesagt.',
  notCounted: 'Nicht gezählt.',
  nothingCounted: 'Es wurde nichts gezählt.',
  nothingCountedThen: 'Damals wurde nichts gezählt.',
  nothingUntilThen: 'Bis dahin ist nichts gezählt.',
  noZone: 'Die Zeit wurde ohne Zone gesagt.',
  noZoneOf: (clock) => `Die Zeit wurde ohne Zone gesagt; ${clock} ist in jeder ein anderer Zeitpunkt.`,
  steps: (minutes) => `Meldungen werden in Schritten von ${minutes} Minuten gezählt.`,
  noCountry: 'Keine Meldung kam mit ihrem Land.',
  people:
    'Meldungen sind keine Menschen: Hier wird nicht gezählt, wer betroffen war und nicht meldete. Nötig wären die Zahlen des Dienstes selbst.',
  things: 'Das wird hier nicht gezählt. Nötig wären die Zahlen derer, die es betreiben.',
  actors:
    'Adressen sagen, wo Rechner registriert sind, nicht, wer durch sie sendet. Messungen können das niemals zeigen.',
  who: 'Messungen zeigen, was Rechner taten. Sie können nicht zeigen, wer sie dazu brachte, warum, oder wer zahlte.',
  fromOn: (count, at) => `${count} ab ${at}`,
  likelyFromOn: (count, at) => `${count}, am ehesten ab ${at}`,
  fromTo: (count, from, to) => `${count} von ${from} bis ${to}`,
  never: (count) => `Die Meldungen des Tages erreichten nie ${count}.`,
  reached: (count, at) => `Die Meldungen des Tages erreichten ${count} um ${at}: Damals abgelesen stimmt es.`,
  reachedBefore: (count, at) =>
    `Die Meldungen des Tages erreichten ${count} in der Stunde vor ${at}: Damals abgelesen stimmt es.`,
  bound: (words, times) =>
    `${words}; die Worte stimmen, aber es ist das ${times}-Fache der Zahl, sie geben die Größe also nicht an`,
  range: (low, high, value) => `${low} bis ${high} (${value}, wenn die Mischung der Stunde gleichmäßig war)`,
  whoReportsTwice: 'Wer zweimal meldet, ist nach Ländern nicht bekannt.',
  reportersBetween: (low, high) =>
    `Zwischen ${low} und ${high}: Ein Mensch zählt einmal in der halben Stunde und kann später wiederkommen.`,
  reportersAtMost: (high) => `Höchstens ${high}: Die Meldungen wurden anderswo gezählt, wo ein Mensch oft melden kann.`,
  part: (sort, key, name) =>
    sort === 'symptom'
      ? `„${states.symptoms[key as Symptom] ?? key}“`
      : sort === 'country'
        ? german.country(key)
        : name,
  nameIt: (count, part) => `${count} Meldungen nennen ${part}, über die ganze Störung`,
  whichPart:
    'Welcher Teil der Meldungen gemeint ist, lässt sich den Worten nicht entnehmen, oder er wird hier nicht gezählt.',
  shareOf: (share, off, whole) =>
    `${share} % (± ${off}) von ${whole} Meldungen, die das angeben, über die ganze Störung`,
  areaNotCounted: 'nicht gezählt',
  notFromThere: (counts) =>
    `${counts}. Dass von einem Ort niemand meldete, oder dass er nicht gezählt wird, zeigt nicht, dass dort alles in Ordnung war.`,
  fromThere: (counts) => `Meldungen während der Störung: ${counts}`,
  attacks:
    'Meldungen zeigen, wann Menschen etwas merkten, nicht, wie oft Rechner angriffen. Nötig wäre der Verkehr nach Minuten, mit gescheiterten Verbindungen.',
  noWave: 'Noch lässt sich keine Welle erkennen.',
  peakAt: (count, at) => `${count} in einem Schritt um ${at}`,
  began: (from, to) => `Sie begann zwischen ${from} und ${to}`,
  waveBegan: (wave, from, to) => `Welle ${wave} begann zwischen ${from} und ${to}`,
  notEnded: 'Sie ist noch nicht zu Ende.',
  ended: (from, to) => `Sie endete zwischen ${from} und ${to}`,
  waveEnded: (wave, from, to) => `Welle ${wave} endete zwischen ${from} und ${to}`,
  wave: (wave) => `Welle ${wave}`,
  running: 'Noch im Gang',
  theIncident: 'Die Störung',
  minutes: (what, minutes) => `${what}: ${minutes} Minuten`,
  minutesSoFar: (what, minutes) => `${what}: bisher ${minutes} Minuten`,
  minutesBetween: (what, minutes, low, high) => `${what}: ${minutes} Minuten (${low} bis ${high})`,
  noSuchError:
    'Die Worte nennen keinen Status und keine Art, wie eine Verbindung scheitert; kein Rechner lässt sich danach fragen.',
  nobodyChecked: (meaning) =>
    `Das wäre ${meaning}. Damals hat niemand den Dienst geprüft, und Meldungen enthalten keine Fehlermeldungen.`,
  met: (meaning, places) => `Prüfungen trafen ihn an: ${meaning}, zuletzt von ${places} aus`,
  noneFailed: (meaning, checks, places) =>
    `Das wäre ${meaning}. Keine von ${checks} Prüfungen von ${places} Orten scheiterte, und das zeigt nichts davon, was andere antrafen.`,
  othersFailed: (meaning, checks, failed, others) =>
    `Das wäre ${meaning}. Von ${checks} Prüfungen scheiterten ${failed}; was davon je Ort zuletzt aufbewahrt ist: ${others}.`,
  neither:
    'Damals wurden weder Prüfungen noch Verkehr gezählt. Nötig wäre das Protokoll am Netzrand, oder Prüfungen von mehreren Orten.',
  notShown: (words) => `${words}. Das zeigt ihn nicht, und auch nicht, dass niemand ihn antraf`,
  answeredClass: (share, requests, name) => `${share} % von ${requests} Anfragen wurden mit ${name} beantwortet`,
  answeredClassUsual: (share, requests, name, usual) =>
    `${share} % von ${requests} Anfragen wurden mit ${name} beantwortet, sonst ${usual} %`,
  answered5xx: (share, requests) =>
    `${share} % von ${requests} Anfragen während der Störung wurden mit 5xx beantwortet`,
  withError: (count) => `${count} wurden mit einem Fehler beantwortet`,
  noAnswer: (count) => `${count} bekamen keine Antwort`,
  noneOfChecks: 'keine scheiterte',
  andHow: ' und ',
  ofChecks: (checks, places, how) => `von ${checks} Prüfungen von ${places} Orten: ${how}`,
  noAnswerAt: (phase) => `keine Antwort (${phase})`,
  status: (status) => `Status ${status}`,
  or: ' oder ',
  ofCloudflare: ' von Cloudflare',
  aStatus: (status) => `ein Status ${status}`,
  aConnection: 'eine Verbindung, die scheitert',
  clients:
    'Verschiedene Absender werden in einem Protokoll gezählt (groundswell traffic), nicht hier. Nötig wären die Protokolle derer, die angegriffen wurden.',
  whichChange:
    'Verkehr, Prüfungen und Meldungen zeigen, was gestört war, nicht, welche Änderung oder welcher Rechner es bewirkte. Nötig wäre der Bericht derer, die den Dienst betreiben.',
  noTraffic:
    'Ob es ein Angriff war, lässt sich aus Meldungen nicht sagen. Nötig wären der Verkehr nach Minuten, gescheiterte Verbindungen und Prüfungen von mehreren Orten.',
  noEdgeLog:
    'Hier wurde kein Verkehr gezählt. Nötig wären die Protokolle des Dienstes am Netzrand für diese Stunden, und eine Datenbank, wo Adressen registriert sind.',
  notPlaced: 'Verkehr wurde gezählt, aber nicht, wo seine Adressen registriert sind.',
  noCountryOf: (areas) => `${areas} ist kein Land einer Datenbank; es muss gesagt werden, welche Länder gemeint sind.`,
  rank: (area, share, rank, of) => `${area}: ${share} %, Rang ${rank} von ${of}`,
  noRank: (area, share) => `${area}: ${share} %, nicht unter den aufbewahrten Ländern`,
  registered: (rows, requests) =>
    `${rows}, von ${requests} Anfragen, deren Ort bekannt ist. Wo etwas registriert ist, muss niemand sitzen.`,
  noTrafficHere: 'Hier wurde kein Verkehr gezählt.',
  notRequests: 'Die Worte handeln nicht von Anfragen.',
  noCounters: 'Hier nicht gezählt. Nötig wären die Zähler derer, die den Verkehr beförderten.',
  aSecond: (count) =>
    `Mindestens ${count} in der Sekunde in der stärksten Minute; eine Flut, die das Protokoll nie erreichte, ist nicht darin`,
  noLogs: 'Hier wurde kein Verkehr gezählt. Nötig wären die Protokolle derer, die ihn beförderten.',
  reachedLog: (count) => `Mindestens ${count} erreichten ein Protokoll; was keines erreichte, ist nicht darin`,
  noChecks: 'Damals hat keine Prüfung den Dienst angesehen. Nötig wären Prüfer an mehreren Orten.',
  checksFailed: (share, checks, places) =>
    `${share} % von ${checks} Prüfungen von ${places} Orten scheiterten; die von anderen sahen etwas anderes`,
};

const why: typeof en.verdicts.why = {
  never:
    'Messungen zeigen, was Rechner taten, nicht, wer sie dazu brachte, warum, oder wer zahlte. Es ist festgehalten, wie es behauptet wurde.',
  nothing: 'Nichts Gezähltes gibt darauf Antwort.',
  sentence: ended,
  notAndNever: (open, words, untestable) => `${upper(open)}: ${ended(words)} ${upper(untestable)}: niemals prüfbar.`,
  onlyWider: (holds, words, narrower) => `Stimmt für: ${holds} (${words}). Nicht bekannt für: ${narrower}.`,
  failsAndOpen: (fails, open, words) => `Stimmt nicht für: ${fails}. Nicht zu sagen für: ${open}. ${ended(words)}`,
  holds: (readings) => `stimmt für: ${readings}`,
  bound: (readings) => `nur als Schranke für: ${readings}`,
  not: (readings) => `nicht für: ${readings}`,
  fails: (readings) => `stimmt nicht für: ${readings}`,
  together: (parts) => `${upper([parts].flat().join('; '))}.`,
  upTo: (value) => ` (bis zu ${value})`,
  from: (value) => ` (ab ${value})`,
  found: (reading, words) => ended(`${upper(reading)}: ${words}`),
  method: (over, about, nearly, counting) =>
    `Jede Lesart wird aus den Zählungen des Journals berechnet; das Urteil folgt daraus, welche von ihnen stimmen. Eine Zahl mit „über“ stimmt bis zu ${over} darüber, „etwa“ bis zu ${about} daneben, „fast“ bis zu ${nearly} darunter, und ohne ein solches Wort auf ihre letzte Stelle und ${counting} genau.`,
  quarter: 'einem Viertel',
};

export const verdicts: typeof en.verdicts = { measures, readings, found, why, weighing, scales };
