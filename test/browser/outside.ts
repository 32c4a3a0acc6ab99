/** Looking from outside, for the pages: three places, one of them silent, one failing. */
import type { Minute } from '../../src/model/units.ts';
import { eventView } from '../../src/serve/event-view.ts';
import type { EventBody } from '../../src/serve/schema-event.ts';
import type {
  IncidentOutsideBody,
  OfficialBody,
  OfficialWordBody,
  OutsideBody,
} from '../../src/serve/schema-outside.ts';

type Place = OutsideBody['places'][number];
type Where = Pick<Place, 'name' | 'country' | 'latitude' | 'longitude'>;

/** One by its position, one by its country, one that states neither. */
const WHERE: Record<string, Where> = {
  fra: { name: 'Frankfurt', country: 'DE', latitude: 50.1, longitude: 8.7 },
  par: { name: 'Paris', country: 'FR', latitude: 48.9, longitude: 2.4 },
  sin: { name: 'Singapore', country: 'SG', latitude: null, longitude: null },
  waw: { name: 'Warsaw', country: 'PL', latitude: null, longitude: null },
  lab: { name: 'Laboratory', country: null, latitude: null, longitude: null },
};

function place(vantage: string, state: Place['state'], words: string): Place {
  const failing = state === 'failing';
  return {
    vantage,
    ...WHERE[vantage]!,
    state,
    targets: [
      {
        target: 'https://trains.example/timetable',
        at: state === 'silent' ? '2025-03-10T12:10:00.000Z' : '2025-03-10T13:29:40.000Z',
        outcome: failing ? 'failed' : 'ok',
        words,
        fault: failing ? 'origin-refused' : null,
        among: failing ? ['origin-refused'] : [],
        answeredBy: 'cloudflare',
        status: failing ? 521 : 200,
        failedInARow: failing ? 4 : 0,
        times: {
          dns: 12,
          connect: 31,
          tls: 38,
          firstByte: failing ? 4_020 : 160,
          transfer: 9,
          total: failing ? 4_110 : 250,
        },
        certificateDays: failing ? 12 : 80,
        everySeconds: 60,
        silent: state === 'silent',
      },
    ],
  };
}

export const outside: OutsideBody = {
  places: [
    place('fra', 'failing', 'Cloudflare reached, but the origin refused the connection (521)'),
    place('lab', 'inconclusive', 'Nothing is known: the prober itself had trouble'),
    place('par', 'well', 'Cloudflare answered 200'),
    place('sin', 'well', 'Cloudflare answered 200'),
    place('waw', 'silent', 'Cloudflare answered 200'),
  ],
  late: 0,
};

export const learnt = [
  { id: 'cloudflare', name: 'Cloudflare', weak: false },
  { id: 'network:AS64500', name: 'the network AS64500', weak: false },
  { id: 'issuer:Example CA', name: 'certificates of Example CA', weak: true },
];

export const seenFromOutside: IncidentOutsideBody = {
  sentence: 'Checks failed from 2 of 3 places. Cloudflare reached, but the origin refused the connection (521).',
  places: ['fra', 'par', 'waw'].map((vantage, index) => ({
    vantage,
    ...WHERE[vantage]!,
    state: index === 2 ? 'well' : 'failing',
    during: { ok: 3 + 20 * (index === 2 ? 1 : 0), failed: index === 2 ? 0 : 20, inconclusive: index },
    usual: index === 2 ? null : { ok: 118, failed: 2, inconclusive: 0 },
    words: index === 2 ? null : 'Cloudflare reached, but the origin refused the connection (521)',
  })),
};

export const official: OfficialBody = {
  pages: [
    {
      source: 'status.trains.example',
      by: 'service',
      state: 'operational',
      said: null,
      since: null,
      readAt: '2025-03-10T13:28:10.000Z',
      record: { incidents: 7, told: 4, medianLagMinutes: 38 },
    },
    {
      source: 'Cloudflare',
      by: 'edge',
      state: 'unknown',
      said: 'The connection was refused: the machine is there, and nothing listens',
      since: null,
      readAt: '2025-03-10T13:28:40.000Z',
      record: { incidents: 0, told: 0, medianLagMinutes: null },
    },
  ],
};

export const officialWords: OfficialWordBody[] = [
  {
    source: 'status.trains.example',
    saidAt: '2025-03-10T13:12:00.000Z',
    said: 'Timetable is slow for some customers',
    since: '2025-03-10T12:50:00.000Z',
    clearedAt: null,
    lagMinutes: 41,
    unreadable: false,
  },
  { source: 'Cloudflare', saidAt: null, said: null, since: null, clearedAt: null, lagMinutes: null, unreadable: true },
];

export const mailEvent: EventBody = eventView(
  {
    id: 'together-mail-20260304T1346Z',
    timeline: 'live',
    start: 29_543_866 as Minute,
    end: null,
    provider: 'example cloud',
    members: [
      part('mail', 'root', 'example cloud', 4_210),
      part('bank', 'member', 'example cloud', 130),
      part('trains', 'victim', 'mail', 160),
    ],
  },
  (service) => ({ mail: 'Example Mail', bank: 'Stadtbank', trains: 'Trains and Timetables' })[service]!,
);

function part(service: string, role: 'root' | 'member' | 'victim', of: string | null, observed: number) {
  return {
    service,
    incident: `${service}-20250310T1231Z`,
    role,
    of,
    weight: role === 'root' ? 1 : 0.97,
    observed,
    expected: 12,
    ofRoot: Math.min(1, observed / 1_940),
  };
}

export const together: EventBody = eventView(
  {
    id: 'together-trains-20250310T1231Z',
    timeline: 'live',
    start: 29_026_831 as Minute,
    end: null,
    provider: 'example cloud',
    members: [
      part('trains', 'root', 'example cloud', 1_940),
      part('tickets', 'member', 'example cloud', 620),
      part('buses', 'victim', 'trains', 90),
    ],
  },
  (service) => `${service[0]!.toUpperCase()}${service.slice(1)}`,
);
