/** Why something that a person sent is not taken: what is wrong, and what to do about it. Programs are told the same, with the names that fields have for them. */

/** Fields as forms name them. */
const FIELDS: Readonly<Record<string, string>> = {
  authority: 'Who demands it',
  awareAt: 'Aware since',
  awareBy: 'Who became aware',
  basis: 'By which law',
  calledOff: 'Called off',
  closed: 'Closed',
  component: 'Part',
  components: 'Parts',
  country: 'Country',
  decidedBy: 'Who decided it',
  due: 'Due',
  duty: 'While it is kept',
  entries: 'Entries',
  from: 'Begin',
  handledAt: 'Handled at',
  id: 'Id',
  kind: 'Kind',
  kinds: 'Kinds',
  of: 'Made',
  reason: 'Why',
  saidAt: 'Said at',
  scope: 'Scope',
  service: 'Service',
  services: 'Services',
  severity: 'From when on',
  source: 'Source',
  speaker: 'Who said it',
  stage: 'Stage',
  step: 'What happened',
  submittedAt: 'Submitted at',
  symptom: 'Symptom',
  target: 'Address, or URL',
  until: 'End',
  url: 'Link',
  words: 'Words',
  zone: 'Time zone',
};
/** `duty.until` is the end of what is kept. */
const named = (path: string): string =>
  path
    .split('.')
    .filter((part) => !/^\d+$/.test(part))
    .map((part) => FIELDS[part] ?? `“${part}”`)
    .join(', ');

export const reasons = {
  /** Of a field, as its form names it. */
  field: (path: string, what: string): string => `${named(path)}: ${what}`,
  /** Fields at fault, where nothing nearer can be said to people. */
  lookAt: (paths: readonly string[]): string => `Look at: ${[...new Set([paths].flat().map(named))].join('; ')}.`,
  times: {
    neither: (said: string): string =>
      `"${said}" is no day such as 2025-12-31, and no time with its offset such as 2025-12-31T18:00+01:00`,
    zoneless: (said: string): string => `${said} is a day; name the zone that it is meant in, such as Europe/Brussels`,
    noZone: (zone: string): string => `there is no zone "${zone}"; a zone is named such as Europe/Brussels or UTC`,
    noTime: (said: string): string => `"${said}" is no time with its offset, such as 2026-03-10T14:05+01:00`,
    notYet: (said: string): string => `${said} has not come yet`,
    backwards: 'it ends before it begins',
    backwardsFrom: (until: string, from: string): string => `ends (${until}) before it begins (${from})`,
  },
  services: {
    none: (id: string, nearest: readonly string[]): string =>
      `There is no service "${id}".${[nearest].flat().length > 0 ? ` Did you mean ${[nearest].flat().join(' or ')}?` : ' GET /api/v1/services lists them.'}`,
    noneToHold: (id: string, nearest: readonly string[]): string =>
      `There is no service "${id}" to hold.${[nearest].flat().length > 0 ? ` Did you mean ${[nearest].flat().join(' or ')}?` : ''}`,
    noneHere: (id: string): string => `There is no service "${id}" here.`,
    noComponent: (name: string, component: string, known: readonly string[]): string =>
      `${name} has no component "${component}"; it has ${[known].flat().join(', ') || 'none'}.`,
    replay: (name: string): string => `${name} here is a replay of the past; report a service that is watched live.`,
  },
  holds: {
    exists: (id: string): string => `There is a hold "${id}" already; change that one, or take another id.`,
    most: (count: number): string => `The observatory keeps ${count} holds.`,
    closed: (id: string): string => `The hold "${id}" is closed. What has to be kept again needs a new hold.`,
    nothingLeft: (id: string): string => `The hold "${id}" is closed; nothing is left to take over.`,
    replaced: (id: string, taker: string): string =>
      `The hold "${taker}" has taken the place of "${id}"; change that one.`,
    replacedAlready: (id: string, taker: string): string => `The hold "${taker}" takes the place of "${id}" already.`,
    versions: (count: number): string => `A hold has ${count} versions at most.`,
    closesAlone: 'nothing else is changed by a closing',
    unchanged: 'the whole: nothing is changed by this',
    keepsMore: (id: string, lost: string): string =>
      `"${id}" keeps more than this: ${lost}. A change can only keep more; to let go, close the hold with a reason.`,
    lost: {
      service: (id: string): string => `service ${id}`,
      kind: (kind: string): string => `kind ${kind}`,
      signalsBefore: (said: string): string => `signals from before ${said}`,
      signalsAfter: (said: string): string => `signals from after ${said}`,
      entries: (range: string): string => `entries outside of ${range}`,
      allBefore: (said: string): string => `everything before ${said}`,
      allAfter: (said: string): string => `everything after ${said}`,
    },
  },
  windows: {
    exists: (id: string): string => `There is a window "${id}" already; change that one, or take another id.`,
    most: (count: number): string => `The observatory keeps ${count} windows.`,
    calledOff: (id: string): string => `The window "${id}" is called off; announce another one.`,
    over: (id: string): string => `The window "${id}" is over; announce another one.`,
    versions: (count: number): string => `A window has ${count} versions at most.`,
    offAlone: 'nothing else is changed with it',
    replay: (service: string): string => `${service} is a replay; nothing is announced for the past`,
    noComponent: (service: string, component: string): string => `${service} has no component "${component}"`,
    overAlready: 'it is over already; announced is what comes',
    days: (count: number): string => `a window lasts ${count} days at most`,
  },
  clocks: {
    exists: (id: string): string => `There is a clock "${id}" already; take another id.`,
    most: (count: number): string => `The observatory keeps ${count} clocks.`,
    stopped: (id: string): string => `The clock "${id}" is stopped; start another one.`,
    steps: (count: number): string => `A clock has ${count} steps at most.`,
    notNotified: (stage: string): string => `A ${stage} report follows the notification, which is not recorded yet.`,
    handled: 'The incident is handled: the final report is due, not a progress report.',
    unaware: 'it is before anybody was aware of the incident',
  },
  removals: {
    most: (count: number): string => `The observatory keeps ${count} redactions.`,
    nothing: (kind: string, id: string): string => `There is no ${kind} "${id}" in the journal.`,
    tooMany: (found: number, most: number): string =>
      `${found} entries are more than are removed at once; name ${most} positions at most.`,
    noText: (position: number): string => `Entry ${position} holds no text that people wrote, or is not there.`,
    held: (position: number, hold: string): string =>
      `Entry ${position} is kept by the hold "${hold}"; nothing of it may be removed while that is in force.`,
  },
  statements: {
    noneToCorrect: (id: string): string => `This incident has no statement "${id}" to correct.`,
    noneRelated: (id: string, relation: string): string => `There is no statement "${id}" that this ${relation}.`,
    most: (ofIncident: number, inAll: number): string =>
      `An incident keeps ${ofIncident} statements, the observatory ${inAll}.`,
  },
  subscriptions: {
    offered: (ways: readonly string[]): string =>
      `This observatory offers its readers ${[ways].flat().length === 0 ? 'nothing; its feeds are open to everybody' : [ways].flat().join(' and ')}.`,
    address: 'an address such as you@example.org',
    url: 'a URL that starts with https://, without a name and a password in it',
    part: (known: readonly string[]): string =>
      `a part of the service, ${[known].flat().length > 0 ? `which are ${[known].flat().join(', ')}` : 'and it has none here'}`,
    full: (count: number): string => `There are ${count} subscriptions, which is as many as are taken here.`,
    often: 'Too much was asked for this target, or in all. Try again tomorrow.',
  },
  choices: {
    oneOf: (name: string, all: readonly string[]): string => `${name} is one of ${[all].flat().join(', ')}.`,
    fromOne: (name: string): string => `${name} is a whole number from 1 on.`,
  },
};
