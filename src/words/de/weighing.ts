/** Was eine Diagnose sagt: Arten von Störung, was angesehen und gefunden wurde, und was daraus folgt. */
import type * as en from '../en/weighing.ts';
import { findings } from './findings.ts';

/** `0,4 %`, `37 %`: nicht mehr Ziffern, als jemand braucht. */
function percent(share: number): string {
  const value = share * 100;
  if (value > 0 && value < 0.1) return 'unter 0,1 %';
  return `${(value < 10 && value > 0 ? value.toFixed(1) : value.toFixed(0)).replace('.', ',')} %`;
}

/** `0,23`, `4,1`, `812`, `12.400`. */
function figure(given: number): string {
  const value = Number(given);
  if (Number.isInteger(value) && value < 1000) return String(value);
  if (value < 10) return value.toFixed(value < 1 ? 2 : 1).replace('.', ',');
  return value.toFixed(0).replace(/\B(?=(\d{3})+(?!\d))/g, '.');
}

const upper = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

export const weighing: typeof en.weighing = {
  percent,
  figure,
  findings,
  names: {
    'network-flood': 'Flut unterhalb von HTTP',
    'application-flood': 'Flut von Anfragen',
    crawler: 'aufdringliches Suchprogramm',
    'flash-crowd': 'Andrang von Besuchern',
    'origin-failure': 'Störung des Ursprungsservers',
    'edge-failure': 'Störung des Netzes am Rand',
    'network-path': 'Störung auf dem Weg durchs Netz',
    'dns-tls': 'Störung von DNS oder TLS',
    'client-release': 'neue Version eines Programms',
    'nothing-unusual': 'nichts Ungewöhnliches',
  },
  features: {
    volume: 'Anfragen je Minute, neben dem Üblichen',
    failures: 'Anteil der Anfragen, die scheitern',
    fault: 'von wem die Fehler stammen',
    order: 'ob zuerst die Anfragen oder die Fehler stiegen',
    served: 'gut beantwortete Anfragen, neben dem Üblichen',
    connections: 'Verbindungen, die vor einer Anfrage enden',
    answers: 'Zeit bis zur Antwort',
    gone: 'verstummte Netze oder Länder',
    policy: 'Anfragen, die die Regeln des Betreibers abwiesen',
    'old-prefixes': 'Präfixe, die schon früher da waren',
    hosting: 'Netze, die Rechner vermieten',
    countries: 'Länder der Registrierung, neben dem Üblichen',
    heaviest: 'Anteil des stärksten Absenders',
    network: 'Anteil des stärksten Netzes',
    'per-client': 'Anfragen je Absender',
    spread: 'wie viele Absender ein Präfix teilen',
    'top-path': 'Anteil des meistverlangten Pfads',
    'new-paths': 'nie zuvor verlangte Pfade',
    'not-found': 'Anfragen nach etwas, das es nicht gibt oder das nicht erlaubt ist',
    queries: 'Vielfalt der Abfragen',
    parts: 'ob auf Seiten Teile von Seiten folgen',
    companions: 'Absender, die laden, was zu einer Seite gehört',
    referrer: 'Anteil einer anderen Seite als Herkunft',
    'no-referrer': 'Anfragen ohne Herkunft',
    'top-agent': 'Anteil des häufigsten Programms',
    'new-agents': 'nie zuvor gesehene Programme',
    tools: 'Werkzeuge und Bibliotheken als Programm',
    'agents-per-client': 'Programme je Absender',
    clockwork: 'Absender, die regelmäßig sind wie eine Uhr',
    odd: 'Anfragen, die kein Browser sendet',
    crawlers: 'bekannte Suchprogramme nach eigenem Wort',
    walks: 'Gänge durch viele Pfade, je einmal',
    writes: 'Anfragen, die etwas ändern',
    guesses: 'Anfragen, die etwas ändern wollen und abgewiesen werden',
    holes: 'Anfragen, die Lücken in Programmen suchen',
    once: 'Absender, die ein einziges Mal anfragen',
    checks: 'ob Prüfungen gelingen',
    places: 'ob Prüfungen von überall scheitern',
    phase: 'der Abschnitt, in dem Prüfungen scheitern',
    'check-fault': 'von wem die Fehler stammen, die Prüfungen antrafen',
    reports: 'Meldungen von Menschen',
    'report-places': 'von wo Menschen melden',
    symptoms: 'was Menschen als gestört angeben',
    'claim-service': 'der Status des Dienstes selbst',
    'claim-edge': 'der Status des Anbieters am Netzrand',
    'claim-dns': 'der Status des DNS-Anbieters',
    'claim-hosting': 'der Status des Hosting-Anbieters',
    'claim-network': 'der Status eines Netzbetreibers',
  },
  shares: {
    'old-prefixes': 'kamen aus schon früher gesehenen Präfixen',
    hosting: 'kamen aus Netzen, die Rechner vermieten',
    heaviest: 'kamen von einem Absender',
    network: 'kamen aus einem Netz',
    'top-path': 'galten einem Pfad',
    'new-paths': 'galten nie zuvor verlangten Pfaden',
    'not-found': 'bekamen zur Antwort, dass es das nicht gibt oder dass es nicht erlaubt ist',
    referrer: 'nennen eine und dieselbe andere Seite als Herkunft',
    'no-referrer': 'nennen keine Herkunft',
    'top-agent': 'nennen ein und dasselbe Programm',
    'new-agents': 'nennen ein nie zuvor gesehenes Programm',
    tools: 'nennen ein Werkzeug, eine Bibliothek oder gar nichts als Programm',
    clockwork: 'kamen von Absendern, die so regelmäßig wie eine Uhr anfragen',
    odd: 'sind solche, wie sie kein Browser sendet',
    crawlers: 'nennen sich ein bekanntes Suchprogramm',
    walks: 'durchlaufen Pfade je einmal oder verlangen robots.txt',
    writes: 'wollen etwas ändern',
    holes: 'suchen Lücken in Programmen',
    policy: 'wiesen die Regeln des Betreibers ab',
  },
  share: (share, what) => `${share} der Anfragen ${what}`,
  shareUsually: (share, what, usual) => `${share} der Anfragen ${what}, üblich ${usual}`,
  ofExcess: (share, what) => `${share} der zusätzlichen Anfragen ${what}`,
  ofExcessUsually: (share, what, usual) => `${share} der zusätzlichen Anfragen ${what}, üblich ${usual}`,
  volume: (during, usual, ratio) => `${during} Anfragen je Minute, üblich ${usual} (das ${ratio}-Fache)`,
  failed: (share) => `${share} der Anfragen scheiterten aufseiten des Servers`,
  failedUsually: (share, usual) => `${share} der Anfragen scheiterten aufseiten des Servers, üblich ${usual}`,
  faults: {
    'failures-by-edge': 'stammen vom Netz am Rand selbst',
    'failures-by-origin': 'kamen vom Ursprungsserver',
    'failures-by-overload': 'sagen, dass der Ursprungsserver überlastet war',
    'failures-by-names': 'gehen um den Namen oder das Zertifikat des Ursprungsservers',
  },
  fault: (share, total, how) => `${share} von ${total} zusätzlichen Fehlern ${how}`,
  noMinute: 'keine Minute tritt hervor',
  onlyRequestsRose: 'die Anfragen stiegen, die Fehler nicht',
  onlyFailuresRose: 'die Fehler stiegen, während die Anfragen es nicht taten',
  sameMinute: 'Anfragen und Fehler stiegen in derselben Minute',
  requestsFirst: (minutes) => `die Anfragen stiegen ${minutes} min vor den Fehlern`,
  failuresFirst: (minutes) => `die Fehler stiegen ${minutes} min vor den Anfragen`,
  served: (well, usual) => `${well} Anfragen je Minute wurden gut beantwortet, üblich ${usual}`,
  connections: (count, usual) => `${count} Verbindungen endeten vor einer Anfrage, üblich ${usual}`,
  answers: (ms, usual) => `die Hälfte der Antworten dauert länger als ${ms} ms, üblich ${usual} ms`,
  gone: (share, rest) =>
    `Netze mit ${share} der üblichen Anfragen verstummten, die anderen sandten das ${rest}-Fache ihres Üblichen`,
  countries: (shift) =>
    `die Adressen sind in anderen Ländern als üblich registriert, um ${shift} (0 gleich, 1 keines gemeinsam)`,
  perClient: (after, before) => `${after} Anfragen je Absender, üblich ${before}`,
  perAdditional: (after, before) => `${after} Anfragen je zusätzlichem Absender, üblich ${before}`,
  spread: (after, before) => `${after} so viele zusätzliche Präfixe wie zusätzliche Absender, üblich ${before}`,
  queries: (share) => `${share} der Abfragen sind verschieden`,
  queriesUsually: (share, usual) => `${share} der Abfragen sind verschieden, üblich ${usual}`,
  parts: (share, usual) => `${share} der Anfragen gelten Teilen von Seiten, üblich ${usual}`,
  partsOfExcess: (share, usual) => `${share} der zusätzlichen Anfragen gelten Teilen von Seiten, üblich ${usual}`,
  companions: (share, usual) => `${share} der Absender mit einer Seite luden auch einen Teil davon, üblich ${usual}`,
  agents: (count, usual) => `${count} Programme je Absender, üblich ${usual}`,
  guesses: (share) => `mindestens ${share} der Anfragen wollen etwas ändern und werden abgewiesen`,
  guessesOfExcess: (share) => `mindestens ${share} der zusätzlichen Anfragen wollen etwas ändern und werden abgewiesen`,
  once: (share, usual) => `${share} der Absender sandten eine einzige Anfrage, üblich ${usual}`,
  checks: (share, count, usual) => `${share} von ${count} Prüfungen scheiterten, üblich ${usual}`,
  places: (failing, of) => `Prüfungen scheitern von ${failing} von ${of} Orten aus`,
  noCheckFailed: 'keine Prüfung scheiterte',
  phases: {
    dns: 'weil sich der Name nicht auflösen lässt',
    refused: 'weil Verbindungen abgelehnt werden',
    connect: 'weil rechtzeitig keine Verbindung zustande kommt',
    certificate: 'am Zertifikat',
    handshake: 'weil der TLS-Aufbau abbricht oder hängt',
    answer: 'weil nach dem Verbinden keine Antwort kommt',
  },
  phase: (count, failed, how) => `${count} von ${failed} gescheiterten Prüfungen scheiterten ${how}`,
  noFailingAnswer: 'keine Prüfung bekam einen Fehler zur Antwort',
  checkFault: (share, total, how) => `${share} von ${total} fehlerhaften Antworten auf Prüfungen ${how}`,
  reports: (count, expected) => `${count} Meldungen, zu erwarten waren ${expected}`,
  reportPlaces: (network, gain) =>
    `das stärkste Netz sandte ${network} der Meldungen, und kein Land gewann mehr als ${gain}`,
  unknownShare: 'einen unbekannten Anteil',
  symptoms: {
    'people-cannot-reach': 'sagen, dass nichts zu erreichen ist',
    'people-see-errors': 'sagen, dass Fehler erscheinen',
    'people-wait': 'sagen, dass es langsam ist',
  },
  symptom: (share, what) => `${share} der Meldungen ${what}`,
  states: {
    operational: 'in Ordnung',
    maintenance: 'in Wartung',
    degraded: 'eingeschränkt',
    outage: 'gestört',
  },
  ofItself: (name, state) => `${name} sagt von sich selbst: ${state}`,
  claims: (name, state) => `${name} sagt: ${state}`,
  claimsCause: (name, state, cause) => `${name} sagt: ${state}, und zwar wegen ${cause}`,
  notSeen: (what) => `Nicht zu sehen: ${what}`,
  noneAtAll: (what, source) => `Nicht zu sehen: ${what}; gar nichts von dieser Art (${source})`,
  confidence: (seen, clear) => `${seen} von dem, was dafür zählt, war zu sehen, und ${clear} davon deutlich`,
  change: (would, kind, then, now) => `Wenn ${would}, stünde „${kind}“ bei ${then} statt bei ${now}.`,
  changeFirst: (would, kind, then, now, first, share) =>
    `Wenn ${would}, stünde „${kind}“ bei ${then} statt bei ${now}, und zuerst käme „${first}“ mit ${share}.`,
  nothingTells: 'Nichts war zu sehen, was eine Art von Störung von einer anderen unterscheidet.',
  tooClose: (one, share, other, itsShare) =>
    `Was zu sehen war, passt zu mehr als einer Erklärung: ${one} (${share}) und ${other} (${itsShare}). Es entscheidet nicht zwischen ihnen.`,
  oneClient:
    'Ein Absender sandte vieles von dem, was hinzukam: Das ist kein Andrang, und er verhält sich zu sehr wie ein Besucher, um etwas anderes zu heißen.',
  mimicry: (why, crowd, flood) =>
    `${why} (Andrang von Besuchern ${crowd}, Flut von Anfragen ${flood}). Bots, die Menschen nachahmen, hinterlassen deren Spuren; daraus kann sie niemand unterscheiden.`,
  alike: {
    both: 'Was zu sehen war, passt zu Menschen wie zu Maschinen',
    likePeople: 'Sie verhalten sich wie Menschen, aber die Adressen belegen nicht, dass es Besucher sind',
    likeMachines: 'Sie kommen, woher Besucher kommen, und verhalten sich wie Maschinen',
    elsewhere: 'Sie kommen anderswoher als Besucher, aber nichts an ihrem Verhalten zeigt Maschinen',
    machinesFromVisitors: 'Sie verhalten sich wie Maschinen und kommen, woher Besucher kommen',
  },
  called: (kind, likelihood, share) => `${upper(kind)}: ${likelihood} (${share}).`,
  calledAndFailed: (kind, likelihood, share) =>
    `${upper(kind)}: ${likelihood} (${share}), und der Dienst war darunter gestört.`,
  onBehaviour: ' Das beruht auf Verhalten, das Bots nachahmen können: Über die Adressen ist nichts bekannt.',
  notTestable:
    'Ob dies ein Angriff war, ist aus dem, was vorliegt, nicht prüfbar: Nötig wäre der Verkehr, wie ihn das Netz am Rand oder der Ursprungsserver protokollierte.',
  attempts: (holes, likelihood, share) =>
    `${holes} der Anfragen suchen Lücken in Programmen: Versuche einzubrechen, wie viele es auch sind. Dass es eine Flut war: ${likelihood} (${share}). Wer dahinterstünde, können Messungen nicht sagen.`,
  attackOpen: (verdict) => `Ob dies ein Angriff war, lässt sich nicht entscheiden: ${verdict}`,
  belowHttp:
    'Ein Angriff ist nicht ausgeschlossen: Eine Flut unterhalb von HTTP hinterlässt im Protokoll keine Anfragen, nur fehlende und gescheiterte Verbindungen, wie sie hier zu sehen sind.',
  noUsual:
    'Ein Angriff ist nicht ausgeschlossen: Ohne die übliche Zahl der Anfragen kann niemand sagen, ob sie stiegen.',
  noSign:
    'Nichts hier spricht für einen Angriff, und nichts schließt einen aus, der so klein wie das hier oder schon vorher üblich war: Abgewogen wird nur, was sich änderte.',
  attack: (likelihood, share) =>
    `Dass dies ein Angriff war: ${likelihood} (${share}). Wer dahinterstünde, können Messungen nicht sagen.`,
};
