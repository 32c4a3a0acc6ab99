/**
 * What was said in public about the outage of X on 10 March 2025, with who said it and where it can be read. Recorded as
 * said; whether it holds up is worked out from the reconstruction, which is itself made of published figures.
 */
import type { EpochMs } from '../model/units.ts';
import type { SaidStatement } from './scenario.ts';

const at = (iso: string): EpochMs => Date.parse(iso) as EpochMs;

/** Of a source whose reliability nobody here has judged. */
const base = {
  mode: 'asserted',
  territory: [],
  relations: [],
  reliability: 'F',
  credibility: 6,
  tlp: 'CLEAR',
} as const;
const waves = (value: number) => ({ kind: 'waves', number: { value, approximation: 'exact' } }) as const;

const DIGIT =
  'https://www.digit.in/news/apps/x-outage-hacker-group-claims-cyberattack-musk-hints-at-coordinated-nation-level-attack.html';
const WIRED = 'https://www.wired.com/story/x-ddos-attack-march-2025';
const FUTURISM = 'https://futurism.com/reason-twitter-went-down-embarrassing';
const CIRCLEID = 'https://circleid.com/posts/massive-cyber-assault-on-x-musk-hints-at-foreign-involvement';
const NEWSER = 'https://www.newser.com/story/365500/musk-blames-massive-cyberattack-for-x-outages.html';

export const xSaid: readonly SaidStatement[] = [
  {
    ...base,
    id: 'x-2025-60000-reports',
    dueAt: at('2025-03-10T15:00Z'),
    quote: 'über 60.000 Ausfallmeldungen im Laufe des Tages',
    speaker: 'heise online',
    role: 'in German: over 60,000 outage reports in the course of the day; repeated elsewhere as users and as a peak',
    url: 'https://www.heise.de/news/Stoerung-X-ist-down-10310130.html',
    measure: { kind: 'count', number: { value: 60_000, approximation: 'over' }, unit: 'reports' },
  },
  {
    ...base,
    id: 'x-2025-two-waves',
    dueAt: at('2025-03-10T18:00Z'),
    quote: '6am and again at 10am',
    speaker: 'Associated Press',
    role: 'quoted by Newser; the text goes on to an outage at noon',
    url: NEWSER,
    measure: waves(2),
  },
  {
    ...base,
    id: 'x-2025-five-attacks',
    dueAt: at('2025-03-11T05:30Z'),
    quote: 'five distinct attacks of varying length, the first early on Monday, the last in the afternoon',
    paraphrase: true,
    speaker: 'researchers',
    role: 'to WIRED',
    url: WIRED,
    measure: waves(5),
    relations: [{ kind: 'contradicts', to: 'x-2025-two-waves' }],
  },
  {
    ...base,
    id: 'x-2025-first-issues',
    dueAt: at('2025-03-10T17:00Z'),
    quote: 'first issues were reported at 05:30 ET',
    paraphrase: true,
    speaker: 'CircleID',
    url: CIRCLEID,
    measure: { kind: 'onset', at: { clock: '05:30', zone: 'ET', approximation: 'exact' } },
  },
  {
    ...base,
    id: 'x-2025-first-clock',
    dueAt: at('2025-03-10T17:30Z'),
    quote: '6:00 AM ET (3:00 PM IST)',
    speaker: 'techmedok.com',
    role: 'as the beginning',
    url: 'https://techmedok.com/?p=6283',
    measure: { kind: 'onset', at: { clock: '06:00', zone: 'ET', approximation: 'exact' } },
  },
  {
    ...base,
    id: 'x-2025-us-peak',
    dueAt: at('2025-03-10T18:00Z'),
    quote: 'the number of users who reported peaked at 39,021 in the United States around 10:00 ET',
    paraphrase: true,
    speaker: 'Reuters',
    role: 'from Downdetector, which counts reports',
    url: 'https://technologynewso.com/x-platform-down-musk-blames-massive-cyberattack/',
    measure: { kind: 'count', number: { value: 39_021, approximation: 'exact' }, unit: 'people' },
    territory: ['US'],
    as: { clock: '10:00', zone: 'ET', approximation: 'about' },
  },
  {
    ...base,
    id: 'x-2025-cloudflare-errors',
    dueAt: at('2025-03-10T17:00Z'),
    quote: 'some users reported encountering Cloudflare error messages',
    speaker: 'CircleID',
    url: CIRCLEID,
    measure: { kind: 'error', text: 'Cloudflare error messages' },
  },
  {
    ...base,
    id: 'x-2025-cyberattack',
    dueAt: at('2025-03-10T17:25Z'),
    saidAt: at('2025-03-10T16:25Z'),
    quote: 'There was (still is) a massive cyberattack against X',
    speaker: 'Elon Musk',
    role: 'owner of X, in a post; the time is published without a zone and taken as ET',
    url: DIGIT,
    measure: { kind: 'cause', cause: 'massive cyberattack' },
  },
  {
    ...base,
    id: 'x-2025-large-group-or-country',
    dueAt: at('2025-03-10T17:26Z'),
    quote: 'done with a lot of resources: a large, coordinated group or a country is involved',
    paraphrase: true,
    speaker: 'Elon Musk',
    role: 'owner of X, in a post',
    url: 'https://www.millenniumpost.in/big-stories/x-hit-by-cyberattack-large-group-or-country-likely-involved-musk-601973',
    measure: { kind: 'responsibility', party: '' },
  },
  {
    ...base,
    id: 'x-2025-small-groups',
    dueAt: at('2025-03-11T02:00Z'),
    quote: 'such attacks have repeatedly been executed by small groups or individuals',
    paraphrase: true,
    speaker: 'Reuters',
    url: 'https://technologynewso.com/x-platform-down-musk-blames-massive-cyberattack/',
    measure: { kind: 'responsibility', party: '' },
    relations: [{ kind: 'contradicts', to: 'x-2025-large-group-or-country' }],
  },
  {
    ...base,
    id: 'x-2025-claimed',
    dueAt: at('2025-03-10T20:00Z'),
    quote: 'claims the attack on Telegram',
    paraphrase: true,
    speaker: 'Dark Storm Team',
    role: 'as reported; the post was later deleted',
    url: DIGIT,
    measure: { kind: 'responsibility', party: 'Dark Storm Team' },
    offered: 'screenshots of check-host.net, which show the symptom and not its author',
  },
  {
    ...base,
    id: 'x-2025-ukraine-area',
    dueAt: at('2025-03-10T21:00Z'),
    quote: 'IP addresses originating in the Ukraine area',
    speaker: 'Elon Musk',
    role: 'owner of X, on Fox Business; quoted by Asianet Newsable',
    url: 'https://newsable.asianetnews.com/',
    measure: { kind: 'origin', areas: ['UA'] },
  },
  {
    ...base,
    id: 'x-2025-not-top-20',
    dueAt: at('2025-03-11T05:00Z'),
    quote: 'Ukraine is not in the top 20 of the countries that addresses came from',
    paraphrase: true,
    speaker: 'a researcher of a prominent firm',
    role: 'unnamed, to WIRED; quoted by Futurism',
    url: FUTURISM,
    measure: { kind: 'origin', areas: ['UA'] },
    relations: [{ kind: 'contradicts', to: 'x-2025-ukraine-area' }],
  },
];
