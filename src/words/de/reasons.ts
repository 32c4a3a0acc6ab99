/** Warum etwas, das ein Mensch gesendet hat, nicht angenommen wird: was daran nicht stimmt, und was zu tun ist. */
import type * as en from '../en/reasons.ts';

/** Felder, wie sie in Formularen heißen. */
const FIELDS: Readonly<Record<string, string>> = {
  authority: 'Behörde',
  awareAt: 'Kenntnis seit',
  awareBy: 'Wer Kenntnis hatte',
  basis: 'Rechtsgrundlage',
  calledOff: 'Abgesagt',
  closed: 'Beendet',
  component: 'Teil',
  components: 'Teile',
  country: 'Land',
  decidedBy: 'Entschieden von',
  due: 'Fällig',
  duty: 'Aufbewahrt',
  entries: 'Einträge',
  from: 'Beginn',
  handledAt: 'Erledigt am',
  id: 'Kennung',
  kind: 'Art',
  kinds: 'Arten',
  of: 'Zeitraum',
  reason: 'Grund',
  saidAt: 'Gesagt am',
  scope: 'Umfang',
  service: 'Dienst',
  services: 'Dienste',
  severity: 'Ab wann',
  source: 'Quelle',
  speaker: 'Wer es sagte',
  stage: 'Stufe',
  step: 'Schritt',
  submittedAt: 'Abgegeben am',
  symptom: 'Symptom',
  target: 'Adresse oder URL',
  until: 'Ende',
  url: 'Link',
  words: 'Wortlaut',
  zone: 'Zeitzone',
};
/** `duty.until` ist das Ende der Aufbewahrung. */
const named = (path: string): string =>
  path
    .split('.')
    .filter((part) => !/^\d+$/.test(part))
    .map((part) => FIELDS[part] ?? `„${part}“`)
    .join(', ');
const orOf = (nearest: readonly string[]): string =>
  [nearest].flat().length > 0 ? ` Meinten Sie ${[nearest].flat().join(' oder ')}?` : '';
const RELATIONS: Readonly<Record<string, string>> = {
  repeats: 'die diese wiederholt',
  contradicts: 'der diese widerspricht',
  retracts: 'die diese zurücknimmt',
  cites: 'die diese anführt',
};
const STAGES: Readonly<Record<string, string>> = { progress: 'Ein Fortschrittsbericht', final: 'Der Abschlussbericht' };

export const reasons: typeof en.reasons = {
  field: (name, what) => `${named(name)}: ${what}`,
  lookAt: (names) => `Zu prüfen: ${[...new Set([names].flat().map(named))].join('; ')}.`,
  times: {
    neither: (said) =>
      `„${said}“ ist kein Tag wie 2025-12-31 und keine Zeit mit ihrem Abstand zu UTC wie 2025-12-31T18:00+01:00`,
    zoneless: (said) => `${said} ist ein Tag; nennen Sie die Zeitzone, in der er gemeint ist, etwa Europe/Berlin`,
    noZone: (zone) => `eine Zeitzone „${zone}“ gibt es nicht; sie heißt etwa Europe/Berlin oder UTC`,
    noTime: (said) => `„${said}“ ist keine Zeit mit ihrem Abstand zu UTC, wie 2026-03-10T14:05+01:00`,
    notYet: (said) => `${said} steht noch bevor`,
    backwards: 'es endet vor dem Beginn',
    backwardsFrom: (until, from) => `endet (${until}) vor dem Beginn (${from})`,
  },
  services: {
    none: (id, nearest) => `Einen Dienst „${id}“ gibt es nicht.${orOf(nearest)}`,
    noneToHold: (id, nearest) => `Einen Dienst „${id}“, der aufzubewahren wäre, gibt es nicht.${orOf(nearest)}`,
    noneHere: (id) => `Einen Dienst „${id}“ gibt es hier nicht.`,
    noComponent: (name, component, known) =>
      `${name} hat keinen Teil „${component}“; ${[known].flat().length > 0 ? `es gibt ${[known].flat().join(', ')}` : 'es gibt keine'}.`,
    replay: (name) =>
      `${name} ist hier eine Wiedergabe der Vergangenheit; melden Sie zu einem Dienst, der gerade beobachtet wird.`,
  },
  holds: {
    exists: (id) =>
      `Eine Aufbewahrungspflicht „${id}“ gibt es schon; ändern Sie diese, oder nehmen Sie eine andere Kennung.`,
    most: (count) => `Mehr als ${count} Aufbewahrungspflichten führt die Beobachtungsstelle nicht.`,
    closed: (id) => `Die Aufbewahrungspflicht „${id}“ ist beendet. Was wieder aufzubewahren ist, braucht eine neue.`,
    nothingLeft: (id) => `Die Aufbewahrungspflicht „${id}“ ist beendet; zu übernehmen ist nichts mehr.`,
    replaced: (id, taker) => `An die Stelle von „${id}“ ist „${taker}“ getreten; ändern Sie diese.`,
    replacedAlready: (id, taker) => `„${taker}“ tritt schon an die Stelle von „${id}“.`,
    versions: (count) => `Eine Aufbewahrungspflicht hat höchstens ${count} Fassungen.`,
    closesAlone: 'beim Beenden wird sonst nichts geändert',
    unchanged: 'Dadurch ändert sich nichts.',
    keepsMore: (id, lost) =>
      `„${id}“ bewahrt mehr auf als dies: ${lost}. Eine Änderung kann nur mehr aufbewahren; um etwas freizugeben, beenden Sie die Pflicht mit einem Grund.`,
    lost: {
      service: (id) => (id === 'all' ? 'alle Dienste' : `Dienst ${id}`),
      kind: (kind) => (kind === 'all' ? 'alle Arten' : `Art ${kind}`),
      signalsBefore: (said) => `Signale von vor ${said}`,
      signalsAfter: (said) => `Signale von nach ${said}`,
      entries: (range) => `Einträge außerhalb von ${range}`,
      allBefore: (said) => `alles vor ${said}`,
      allAfter: (said) => `alles nach ${said}`,
    },
  },
  windows: {
    exists: (id) => `Eine Wartung „${id}“ gibt es schon; ändern Sie diese, oder nehmen Sie eine andere Kennung.`,
    most: (count) => `Mehr als ${count} Wartungen führt die Beobachtungsstelle nicht.`,
    calledOff: (id) => `Die Wartung „${id}“ ist abgesagt; kündigen Sie eine andere an.`,
    over: (id) => `Die Wartung „${id}“ ist vorbei; kündigen Sie eine andere an.`,
    versions: (count) => `Eine Wartung hat höchstens ${count} Fassungen.`,
    offAlone: 'dabei wird sonst nichts geändert',
    replay: (service) => `${service} ist eine Wiedergabe; für die Vergangenheit wird nichts angekündigt`,
    noComponent: (service, component) => `${service} hat keinen Teil „${component}“`,
    overAlready: 'es ist schon vorbei; angekündigt wird, was kommt',
    days: (count) => `eine Wartung dauert höchstens ${count} Tage`,
  },
  clocks: {
    exists: (id) => `Eine Frist „${id}“ gibt es schon; nehmen Sie eine andere Kennung.`,
    most: (count) => `Mehr als ${count} Fristen führt die Beobachtungsstelle nicht.`,
    stopped: (id) => `Die Frist „${id}“ ist angehalten; beginnen Sie eine andere.`,
    steps: (count) => `Eine Frist hat höchstens ${count} Schritte.`,
    notNotified: (stage) => `${STAGES[stage] ?? stage} folgt auf die Meldung, und die ist noch nicht vermerkt.`,
    handled: 'Der Vorfall ist bewältigt: Fällig ist der Abschlussbericht, kein Fortschrittsbericht.',
    unaware: 'das war, bevor jemand von dem Vorfall wusste',
  },
  removals: {
    most: (count) => `Mehr als ${count} Entfernungen führt die Beobachtungsstelle nicht.`,
    nothing: (kind, id) => `Im Journal steht nichts unter „${kind} ${id}“.`,
    tooMany: (found, most) =>
      `${found} Einträge sind mehr, als auf einmal entfernt werden; nennen Sie höchstens ${most} Stellen.`,
    noText: (position) => `Eintrag ${position} enthält keinen Text, den ein Mensch schrieb, oder ist nicht da.`,
    held: (position, hold) =>
      `Eintrag ${position} unterliegt der Aufbewahrungspflicht „${hold}“; solange sie gilt, darf nichts davon entfernt werden.`,
  },
  statements: {
    noneToCorrect: (id) => `Zu dieser Störung gibt es keine Aussage „${id}“, die zu berichtigen wäre.`,
    noneRelated: (id, relation) => `Eine Aussage „${id}“, ${RELATIONS[relation] ?? relation}, gibt es nicht.`,
    most: (ofIncident, inAll) => `Zu einer Störung gibt es höchstens ${ofIncident} Aussagen, insgesamt ${inAll}.`,
  },
  subscriptions: {
    offered: (ways) =>
      [ways].flat().length === 0
        ? 'Diese Beobachtungsstelle verschickt nichts an ihre Leser; Feeds stehen allen offen.'
        : `Diese Beobachtungsstelle benachrichtigt ihre Leser auf diesem Weg: ${[ways].flat().join(', ')}.`,
    address: 'eine Adresse wie sie@example.org',
    url: 'eine URL, die mit https:// beginnt, ohne Namen und Passwort darin',
    part: (known) =>
      `ein Teil des Dienstes; ${[known].flat().length > 0 ? `das sind ${[known].flat().join(', ')}` : 'er hat hier keine'}`,
    full: (count) => `Es gibt ${count} Abonnements, und mehr werden hier nicht angenommen.`,
    often: 'Für dieses Ziel, oder insgesamt, wurde zu oft gefragt. Versuchen Sie es morgen wieder.',
  },
  choices: {
    oneOf: (name, all) => `${name} ist eines von ${[all].flat().join(', ')}.`,
    fromOne: (name) => `${name} ist eine ganze Zahl ab 1.`,
  },
};
