/** The methodology page: what every figure means. Constants are filled in from the code, in the order in which an entry names them. */
import { english } from './tongue.ts';

const { plural } = english;

export const methodology = {
  title: 'How the figures come about',
  about: 'What every figure means, and the constants that it comes about with.',
  intro: (name: string): string =>
    `${name} counts what people report, compares it with what is usual for that service at that hour, and says how surely the difference is more than chance. Everything it shows can be computed again from the journal that it keeps.`,
  contents: 'On this page',
  meansStates: 'What the states mean',
  asJson: 'This page as JSON',
  constants: 'Constants in force',
  explains: 'Explains in the API:',
  more: 'At length:',
  units: {
    seconds: (value: string): string => `${value} s`,
    days: (value: number): string => plural(value, { one: '# day', other: '# days' }),
    nats: (value: string): string => `${value} nats`,
  },
  scale: 'The scale of likelihoods (ICD 203)',
  word: 'Word',
  from: 'From',
  to: 'To',
  sections: {
    counting: 'What is counted',
    deciding: 'From a count to “possible” and “confirmed”',
    incidents: 'Incidents, waves and places',
    outside: 'Seen from outside, and what vendors say',
    failures: 'Traffic, and what kind of failure it was',
    statements: 'What is said about an incident',
    keeping: 'What is kept, what is due, and alerts',
  },
  entries: {
    reports: {
      name: 'Reports',
      says: (window: string): string =>
        `One report is one person saying that a service fails. A person counts once for a service in ${window}, however often the button is pressed. A count of reports is not a count of users: most people who are affected never report. Symptoms, components and countries are told of those reports that name one.`,
    },
    lastHour: {
      name: 'The last hour, and what is arriving',
      says: (recent: string): string =>
        `The reports of the last hour are the sum over its counted steps (${recent}). What is “arriving” is in steps that are not closed yet: counted, not judged.`,
    },
    charts: {
      name: 'Charts, and figures over a length of time',
      says: (chart: string, spark: string): string =>
        `A chart of a day has steps of ${chart}, the small one of a card steps of ${spark}, or the service’s own where those are longer. The dashed line is the expected count; the grey band reaches up to where counts are still unremarkable. A history tells how many incidents were confirmed, how long they lasted in all, and the median.`,
    },
    unknown: {
      name: 'Unknown, and out of date',
      says: (steps: string, minutes: string, stale: string): string =>
        `A step in which nobody was listening is not zero: it is shown hatched, and nothing is concluded from it. After ${steps} steps without a count, and at least ${minutes}, the state is unknown. An answer is out of date when nothing was heard of the clock for ${stale}. A replay’s speed is told in seconds of the past in one second.`,
    },
    usual: {
      name: 'What is usual',
      says: (
        level: string,
        week: string,
        warmUp: string,
        teaches: string,
        kept: string,
        memory: string,
        most: string,
      ): string =>
        `Each service has a baseline: the counts to be expected at that hour of that weekday, learnt from its own past without its incidents. Its level follows the last ${level} or so; of the shape of the week, ${week} of what was known stays at each visit. Before ${warmUp} of its own there is no usual rate to exceed, and until it knows more it borrows from others of its category that are at least ${teaches} old. A higher level that it kept for ${kept} is remembered for ${memory}: what is explained by a return to it, up to ${most} times the level now, does not stand out.`,
    },
    evidence: {
      name: 'Evidence',
      says: (): string =>
        'At every step the evidence for an excess is computed over all lengths of time at once, and the length that shows it best is told: how much better “the count has risen” explains what was counted than “all is as usual” does. It is a log likelihood ratio, given in nats; 4.6 nats is a hundred to one.',
    },
    budget: {
      name: 'Thresholds, and the false-alarm budget',
      says: (possible: string, confirmed: string, whole: string, networks: string): string =>
        `The threshold follows from one promise: how many false alarms are accepted for one service. By default these are ${possible} of the tier “possible” a month and ${confirmed} of the tier “confirmed” a year; the budget in force is on each service’s page. A failure of one country or one symptom can drown in the count of all, so each is counted by itself too, and the budget is shared: the whole has ${whole} of it, networks ${networks} of the rest. So looking in more places raises no more false alarms.`,
    },
    independence: {
      name: 'Independence',
      says: (few: string, most: string, others: string, voices: string, part: string, heldBack: string): string =>
        `Confirmation needs several networks. Up to ${few} networks with the most excess are left out, as long as they do not usually bring over ${most}; the others have to be an excess by themselves, of ${others}. A crowd e times as large needs ${voices} networks more, and the others have to bring at least ${part} of their usual share. A flood holds a confirmation back for ${heldBack} at most; where it goes on, what the last hours brought is judged by itself too. Where reports were counted elsewhere, how independent they are is unknown, and the page says so.`,
    },
    length: {
      name: 'Start, end and length of an incident',
      says: (calm: string, merge: string, over: string): string =>
        `An incident starts with the first step of the excess. It is over once there is evidence of ${calm} that the excess is gone; a rise within ${merge} after that belongs to it still. A service shows for ${over} that it is over.`,
    },
    waves: {
      name: 'Waves',
      says: (edge: string, smooth: string): string =>
        `A wave is one rise and fall of the excess inside an incident, from where it passes ${edge} of its height to where it falls below that again. How many there are depends on how long a lull must be to end one, and on how high reports must stand, so both are shown; for that counts are taken over ${smooth}. The highest count is that of one step.`,
    },
    places: {
      name: 'Countries and maps',
      says: (days: string): string =>
        `A map shows the rate of reports from a country against its own usual rate of the ${days} before, without hours of confirmed incidents. Bounds hold 95 %. A country has a colour only where they leave out “as usual”. The country is where an address is registered, or what the reporter said.`,
    },
    compared: {
      name: 'Compared with past incidents',
      says: (least: string, most: string): string =>
        `Longer or larger than so many of this service’s incidents: told once there are ${least} confirmed ones before it, of the last ${most}.`,
    },
    together: {
      name: 'Services that fail together',
      says: (apart: string, clear: string, likely: string, very: string): string =>
        `Incidents that start within ${apart} of each other are weighed together: what they share, whether one is only blamed for a larger neighbour, or chance. The share of the weight is told; nothing is said of an explanation under ${clear}; from ${likely} on it is called likely, from ${very} on very likely. Of a service that is blamed, the part of the largest excess is told too.`,
    },
    checks: {
      name: 'Checks from outside',
      says: (streak: string, places: string, together: string, silent: string): string =>
        `Probes look from places that the operator names, each kept apart. A place is failing after ${streak} conclusive checks in a row. ${places} places that fail within ${together} of the reports confirm them; one place alone never does. A place that left out ${silent} checks is silent, and silent is not well. A check is inconclusive where the prober had trouble itself or was turned away. Where several causes look alike from outside, all of them are named.`,
    },
    checkTimes: {
      name: 'Times of a check, and certificates',
      says: (slow: string, days: string): string =>
        `Milliseconds of each phase: the name, the connection, TLS, the first byte, the rest. An answer that takes more than ${slow} is called slow. The days that a certificate has left are told when they are fewer than ${days}.`,
    },
    schedule: {
      name: 'How punctual the probes are',
      says: (): string =>
        'Probes that are under way, begun since the start, left out because the last round had not ended, and how late they begin: half of them, 99 of 100, and at most.',
    },
    vendors: {
      name: 'The lag of a vendor’s word',
      says: (before: string): string =>
        `A vendor’s status page is shown as its word. The lag runs from the first sign in reports until the page was read as saying so; it is negative where the page was first, by ${before} at most. The record tells how many confirmed incidents it told, and the median. A page that cannot be read is unknown.`,
    },
    learnt: {
      name: 'What a service depends on',
      says: (days: string): string =>
        `Who answers for a service is learnt from its checks, and forgotten when it was not seen for ${days}.`,
    },
    traffic: {
      name: 'Access logs',
      says: (kept: string, onset: string): string =>
        `Where the operator lets the observatory read along, access logs are counted minute by minute: requests, answers by class, failures, clients, bytes. A minute without a line is unknown, not zero. What is usual before an incident is taken from the ${kept} before it, how it began from ${onset} on both sides of its start. No request and no address is kept.`,
    },
    trafficShares: {
      name: 'Shares of the traffic',
      says: (): string =>
        'Shares of requests or of clients, each by what its name says: from the busiest client, network or page, with programs for tools, crawlers by their own word and verified, regular as a clock, that no browser sends, that try for holes. They are what the kinds of failure are weighed by.',
    },
    hypotheses: {
      name: 'Kinds of failure, and their likelihood',
      says: (kinds: string, reserve: string, least: string, ratio: string): string =>
        `${kinds} kinds of failure are weighed against each other, from traffic, checks and reports together. Each finding has a strength between 0 and 1, and brings so many nats for or against each kind. ${reserve} of the weight is kept for causes that nobody thought of. A cause is called where it has at least ${least}, and ${ratio} times as much as the second; otherwise the page says that it cannot be decided. Without a log, whether it was an attack cannot be tested.`,
    },
    confidence: {
      name: 'Confidence',
      says: (high: string, moderate: string): string =>
        `Apart from the likelihood: how much of what matters was seen, and how clear it was. From ${high} on it is high, from ${moderate} on moderate. Confidence in a verdict on words is another: how many of the readings could be answered.`,
    },
    numbers: {
      name: 'Numbers in words',
      says: (size: string, about: string, nearly: string, counting: string): string =>
        `The words of most statements may mean several things: every reading is answered from what was counted. “Over” a number holds up to ${size} beyond it, and further out only as a bound; “about” holds within ${about}, “nearly” down to ${nearly} less, and a number without such a word to its last digit and ${counting}. A figure has a lower and an upper end where the counts leave room.`,
    },
    times: {
      name: 'Times in words',
      says: (rounded: string, about: string): string =>
        `A time in words is taken as rounded to ${rounded}, with “about” to ${about}.`,
    },
    grades: {
      name: 'Grades of sources',
      says: (): string =>
        'Sources are graded by the Admiralty code: a letter for the source, a figure from 1 to 6 for what it says. Likelihood and confidence are other scales, and never stand in one sentence with each other. What was not seen is “not enough data”. Who was responsible, why, and who paid is never testable from telemetry.',
    },
    ground: {
      name: 'What a verdict was computed from',
      says: (): string =>
        'Every entry of the journal before a position. With the same entries anybody comes to the same verdict; it changes as data come in, and keeps its history.',
    },
    holds: {
      name: 'What a hold covers, and what was removed',
      says: (): string =>
        'The entries of the journal that the hold selects, by kind, counted up to a position. What was removed and what a hold kept from it is counted at each removal.',
    },
    retention: {
      name: 'How long signals are kept',
      says: (days: string): string =>
        `As long as the operator says, at least ${days}. Of a removed entry its hash stays, so that the journal can still be checked.`,
    },
    due: {
      name: 'Due dates',
      says: (soon: string, done: string): string =>
        `Times are counted strictly, to the minute. The calendar calls due soon what is due within ${soon}, and shows for ${done} what was done.`,
    },
    alerts: {
      name: 'Alerts',
      says: (attempts: string): string =>
        `An alert that cannot be delivered is tried ${attempts} times, further and further apart, and then laid aside where the operator sees it. What happens within some seconds of each other is one message. A replay never alerts.`,
    },
  },
  kinds: {
    heading: 'Measured, replayed, reconstructed',
    words:
      'Measured counts arrive here as things happen. A replay plays real reports of the past again. A reconstruction is made from figures that were published about an event; nobody measured those counts, and every page that shows them says so.',
  },
  cannot: {
    heading: 'What this cannot tell',
    who: 'Who is behind a failure. No perpetrator is ever named.',
    silence: 'Whether a service works when nobody reports: silence is not proof.',
    why: 'Why it fails, from reports alone.',
  },
  privacy: {
    heading: 'Privacy',
    words:
      'No address of a reporter is stored: only the country and network it belongs to, and a pseudonym whose key is destroyed on schedule. Of visitors in access logs, no address is stored unless the operator of the service asks for the most frequent ones.',
  },
};
