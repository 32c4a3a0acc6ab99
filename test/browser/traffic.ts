/** Traffic and diagnoses for the fixtures: a day of requests with a failure in it, and what is made of it. */
import { evidence, minutes, reports, traffic as trafficEvidence, USUAL } from '../../src/diagnosis/evidence.fixture.ts';
import type { IncidentBody, ServiceBody } from '../../src/serve/schema.ts';
import { diagnosisView, trafficEvidenceView } from '../../src/serve/traffic-view.ts';
import { chart, LIVE_END, shares } from './counts.ts';
import { officialWords, seenFromOutside, together } from './outside.ts';

/** Requests of a day, a tenth of them failing in the last hour, and two hours in which no log came. */
export function traffic(): NonNullable<ServiceBody['traffic']> {
  const { start, stepMinutes, counts } = chart({
    end: LIVE_END,
    steps: 288,
    stepMinutes: 5,
    usual: 900,
    humps: [[12, 2_600, 40]],
    holes: [[700, 580]],
  });
  const failed = counts.map((count, index) =>
    count === null ? null : Math.round(count * (index > 276 ? 0.45 : 0.002)),
  );
  return {
    chart: { start, stepMinutes, requests: counts, failed, now: null },
    lastHour: { requests: 31_220, failed: 9_410, minutes: 60 },
    countries: shares([
      ['DE', 'Germany', 121_300],
      ['AT', 'Austria', 40_200],
      ['CH', 'Switzerland', 22_100],
      ['US', 'United States', 9_400],
      ['unknown', 'Not listed', 3_900],
    ]),
    networks: shares([
      ['AS64500', 'Example Telecom (AS64500)', 82_000],
      ['AS64501', 'A network with a rather long name that needs room (AS64501)', 44_100],
      ['AS64502', 'AS64502', 12_900],
    ]),
    sources: 2,
    countedUntil: LIVE_END,
    late: 0,
  };
}

const told = reports({ count: 22, expected: 1, symptoms: { error: 14, unreachable: 8 } });
const seen = trafficEvidence(
  {
    requests: Math.round(0.9 * USUAL.requests),
    statuses: {
      ...USUAL.statuses,
      success: Math.round(0.5 * USUAL.requests),
      serverError: Math.round(0.4 * USUAL.requests),
    },
    faults: { 'origin-refused': Math.round(0.4 * USUAL.requests) },
  },
  [...minutes(15, 100, 0), ...minutes(10, 95, 45)],
);
/** Of a failure at the origin, seen in logs and reports. */
export const kindOfFailure: Pick<
  IncidentBody,
  'confirmedBy' | 'diagnosis' | 'official' | 'outside' | 'together' | 'traffic'
> = {
  confirmedBy: 'checks',
  together,
  official: officialWords,
  outside: seenFromOutside,
  diagnosis: diagnosisView(evidence({ traffic: seen, reports: told })),
  traffic: trafficEvidenceView(evidence({ traffic: seen })),
};

/** From reports alone: an attack cannot be tested. */
export const kindFromReports: Pick<
  IncidentBody,
  'confirmedBy' | 'diagnosis' | 'official' | 'outside' | 'together' | 'traffic'
> = {
  confirmedBy: 'reports',
  together: null,
  official: null,
  outside: null,
  diagnosis: diagnosisView(
    evidence({ reports: reports({ count: 796_651, expected: 410.2, countries: null, topNetworkShare: null }) }),
  ),
  traffic: null,
};
