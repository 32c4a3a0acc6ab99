/** Why something that a person sent is not taken: what is wrong, and what to do about it. Programs are told the same, in English. */

export const reasons = {
  /** Of a field; English names it as programs do. */
  field: (name: string, what: string): string => `${name}: ${what}`,
  /** Fields at fault, where nothing nearer can be said in this language. */
  lookAt: (names: readonly string[]): string => `Look at: ${names.join(', ')}.`,
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
      `There is no service "${id}".${nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : ' GET /api/v1/services lists them.'}`,
    noneToHold: (id: string, nearest: readonly string[]): string =>
      `There is no service "${id}" to hold.${nearest.length > 0 ? ` Did you mean ${nearest.join(' or ')}?` : ''}`,
    noneHere: (id: string): string => `There is no service "${id}" here.`,
    noComponent: (name: string, component: string, known: readonly string[]): string =>
      `${name} has no component "${component}"; it has ${known.join(', ') || 'none'}.`,
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
    keepsMore: (id: string, lost: readonly string[]): string =>
      `"${id}" keeps more than this: ${lost.join(', ')}. A change can only keep more; to let go, close the hold with a reason.`,
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
      `This observatory offers its readers ${ways.length === 0 ? 'nothing; its feeds are open to everybody' : ways.join(' and ')}.`,
    address: 'an address such as you@example.org',
    url: 'a URL that starts with https://, without a name and a password in it',
    part: (known: readonly string[]): string =>
      `a part of the service, ${known.length > 0 ? `which are ${known.join(', ')}` : 'and it has none here'}`,
    full: (count: number): string => `There are ${count} subscriptions, which is as many as are taken here.`,
    often: 'Too much was asked for this target, or in all. Try again tomorrow.',
  },
  choices: {
    oneOf: (name: string, all: readonly string[]): string => `${name} is one of ${all.join(', ')}.`,
  },
};
