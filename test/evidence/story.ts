/**
 * Two services fail together, because of a provider that a third one has too; one has an access log, people say things about it, and not all
 * that is recorded is for everybody. Then all is quiet until the next day is over.
 */
import { minuteOfTraffic } from '../../src/core/traffic.fixture.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { Measure, Statement } from '../../src/model/statement.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { report, START, type Story } from './world.ts';

const MINUTE = 60_000;
const QUIET = 180;
const FAILING = 20;
const ALL = 36 * 60;
/** Long after the incident is over. */
const SAID_AT = 900;

export const SHARED = `[
  { id: shop, name: Web shop, category: Shops, providers: [Nimbus Cloud] },
  { id: mail, name: Mail, category: Mail, providers: [Nimbus Cloud] },
  { id: bank, name: Bank, category: Banks, providers: [Nimbus Cloud] },
  { id: game, name: Game, category: Games }
]`;

export function statement(id: string, incident: string, quote: string, measure: Measure, more = {}): Statement {
  return {
    kind: 'statement',
    at: (START + SAID_AT * MINUTE) as EpochMs,
    id,
    version: 1,
    service: 'shop',
    incident,
    quote,
    speaker: 'A. Speaker',
    measure,
    mode: 'asserted',
    territory: [],
    relations: [],
    reliability: 'F',
    credibility: 6,
    tlp: 'CLEAR',
    ...more,
  };
}

const number = (value: number) => ({ value, approximation: 'exact' as const });

function* minutes(incident: string): Generator<Entry[]> {
  let reports = 0;
  for (let minute = 0; minute < ALL; minute += 1) {
    const at = START + minute * MINUTE;
    const failing = minute >= QUIET && minute < QUIET + FAILING;
    const entries: Entry[] = [];
    for (let i = 0; failing && i < 30; i += 1) entries.push(report('shop', at + i, reports++));
    for (let i = 0; failing && i < 12; i += 1) entries.push(report('mail', at + i, reports++));
    if (minute % 7 === 0) entries.push(report('bank', at + 1, reports++));
    entries.push(minuteOfTraffic(at, 'shop', { requests: 600, failed: failing ? 480 : 3, countries: { DE: 500 } }));
    if (minute === SAID_AT) {
      entries.push(
        statement('one-wave', incident, 'It came in one wave.', { kind: 'waves', number: number(1) }),
        statement('too-many', incident, 'There were over 9,000 reports.', {
          kind: 'count',
          number: { value: 9_000, approximation: 'over' },
          unit: 'reports',
        }),
        statement('who', incident, 'The owls did it.', { kind: 'responsibility', party: 'the owls' }),
        statement('secret', incident, 'Not for everybody.', { kind: 'waves', number: number(2) }, { tlp: 'RED' }),
      );
    }
    entries.push({
      kind: 'tick',
      at: (at + MINUTE) as EpochMs,
      timeline: 'live',
      since: (minute === 0 ? undefined : at) as EpochMs | undefined,
    });
    yield entries;
  }
}

/** @param incident of the shop, as it will be known */
export const storyOf = (incident: string): Story => ({ services: SHARED, minutes: minutes(incident) });
