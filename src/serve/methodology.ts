/**
 * What every figure means, and the constants that it comes about with. Law: a constant is imported from where it is used, never
 * written down again; every number that the API answers as a finding is named by one entry.
 */

import { ATTEMPTS_MAX } from '../alerts/alerts.ts';
import { LEVEL_MINUTES, WARM_UP_MINUTES } from '../core/baseline.ts';
import { TEACHES_MINUTES } from '../core/category.ts';
import { PLACES_MIN, SILENT_INTERVALS, STREAK_MIN, TOGETHER_MINUTES } from '../core/check-watch.ts';
import { CLEAR } from '../core/common-cause.ts';
import { CALM, MERGE_MINUTES } from '../core/episode.ts';
import { EVENT_MINUTES } from '../core/events.ts';
import {
  FEW,
  FEW_SHARE,
  HELD_BACK_MINUTES,
  OTHERS_EVIDENCE,
  SHARE_LEAST,
  VOICES_GROWTH,
} from '../core/independence.ts';
import { KEPT_DAYS, MEMORY_DAYS, RETURN_MOST } from '../core/levels.ts';
import { TOLD_BEFORE_MINUTES } from '../core/official-watch.ts';
import { LEARNT_MINUTES } from '../core/outside.ts';
import { REPORTER_WINDOW_MINUTES } from '../core/reporters.ts';
import { SOON_DAYS_MS } from '../core/reporting.ts';
import { NETWORKS_SHARE } from '../core/roster.ts';
import { WHOLE_SHARE } from '../core/scopes.ts';
import { EDGE } from '../core/segment.ts';
import { KEEP_WEEK } from '../core/shape.ts';
import { KEPT_MINUTES, ONSET_MINUTES } from '../core/traffic-watch.ts';
import { OVER_MINUTES, RECENT_MINUTES, UNKNOWN_MINUTES, UNKNOWN_STEPS } from '../core/watch.ts';
import { HIGH, MODERATE } from '../diagnosis/confidence.ts';
import { HYPOTHESES } from '../diagnosis/hypotheses.ts';
import { CALL_MIN, CALL_RATIO } from '../diagnosis/verdict.ts';
import { RESERVE } from '../diagnosis/weigh.ts';
import { DEFAULT_BUDGET } from '../model/budget.ts';
import { RETENTION_MIN_DAYS } from '../model/pruning.ts';
import { MINUTE_MS } from '../model/units.ts';
import { ROUNDED, ROUNDED_ABOUT } from '../statements/answers-waves.ts';
import { ABOUT, COUNTING, NEARLY, SIZE } from '../statements/match.ts';
import { SMOOTH_MINUTES } from '../statements/wave-curve.ts';
import type { Words } from '../words/words.ts';
import { DONE_SHOWN_DAYS } from './calendar-view.ts';
import { BEFORE_MAX, BEFORE_MIN } from './compared-view.ts';
import { LIKELY, VERY_LIKELY } from './event-view.ts';
import { STALE_MS } from './freshness.ts';
import { DAYS_TOLD, SLOW_MS } from './pages/outside.ts';
import { USUAL_DAYS } from './places-view.ts';
import { CHART_STEP_MINUTES, SPARK_MINUTES } from './view-parts.ts';

type Unit = 'minutes' | 'seconds' | 'days' | 'share' | 'nats' | 'count' | 'figure';

export interface Constant {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** The file of the source that defines it. */
  readonly file: string;
}

export type EntryId = keyof Words['methodology']['entries'];

export interface Entry {
  readonly id: EntryId;
  /** In the order in which the entry's sentence tells them. */
  readonly constants: readonly Constant[];
  /** Names of the numbers in answers of the API that it explains. */
  readonly fields: readonly string[];
  /** The long text, in the folder of the source. */
  readonly more: string;
}

const constant =
  (unit: Unit) =>
  (file: string, values: Readonly<Record<string, number>>): Constant[] =>
    Object.entries(values).map(([name, value]) => ({ name, value, unit, file: `src/${file}` }));
const minutes = constant('minutes');
const seconds = constant('seconds');
const days = constant('days');
const share = constant('share');
const nats = constant('nats');
const count = constant('count');
const figure = constant('figure');

const LONG = 'docs/methodology.md';
const DETECTOR = 'docs/methodology-detector.md';
const STATEMENTS = 'docs/methodology-statements.md';
const PROBES = 'docs/methodology-probes.md';
const DIAGNOSIS = 'docs/methodology-diagnosis.md';
const TRAFFIC = 'docs/methodology-traffic.md';

const entry = (id: EntryId, more: string, constants: readonly Constant[][], fields: string): Entry => ({
  id,
  more,
  constants: constants.flat(),
  fields: fields.split(' ').filter((name) => name !== ''),
});

export type SectionId = keyof Words['methodology']['sections'];

export const METHODOLOGY: readonly (readonly [SectionId, readonly Entry[]])[] = [
  [
    'counting',
    [
      entry(
        'reports',
        LONG,
        [minutes('core/reporters.ts', { REPORTER_WINDOW_MINUTES })],
        'count counts observed reports total accepted found lookedAt',
      ),
      entry('lastHour', LONG, [minutes('core/watch.ts', { RECENT_MINUTES })], 'arriving duplicates lateSignals'),
      entry(
        'charts',
        LONG,
        [minutes('serve/view-parts.ts', { CHART_STEP_MINUTES, SPARK_MINUTES })],
        'stepMinutes partMinutes confirmed medianMinutes',
      ),
      entry(
        'unknown',
        LONG,
        [
          count('core/watch.ts', { UNKNOWN_STEPS }),
          minutes('core/watch.ts', { UNKNOWN_MINUTES }),
          seconds('serve/freshness.ts', { STALE_MS: STALE_MS / 1_000 }),
        ],
        'speed services possible unknown',
      ),
    ],
  ],
  [
    'deciding',
    [
      entry(
        'usual',
        DETECTOR,
        [
          days('core/baseline.ts', { LEVEL_MINUTES: LEVEL_MINUTES / 1_440 }),
          share('core/shape.ts', { KEEP_WEEK }),
          minutes('core/baseline.ts', { WARM_UP_MINUTES }),
          days('core/category.ts', { TEACHES_MINUTES: TEACHES_MINUTES / 1_440 }),
          days('core/levels.ts', { KEPT_DAYS, MEMORY_DAYS }),
          figure('core/levels.ts', { RETURN_MOST }),
        ],
        'expected usual high timesLevel daysAgo',
      ),
      entry('evidence', DETECTOR, [], 'evidence windowMinutes'),
      entry(
        'budget',
        DETECTOR,
        [
          figure('model/budget.ts', {
            possiblePerMonth: DEFAULT_BUDGET.possiblePerMonth,
            confirmedPerYear: DEFAULT_BUDGET.confirmedPerYear,
          }),
          share('core/scopes.ts', { WHOLE_SHARE }),
          share('core/roster.ts', { NETWORKS_SHARE }),
        ],
        'threshold share possiblePerMonth confirmedPerYear',
      ),
      entry(
        'independence',
        LONG,
        [
          count('core/independence.ts', { FEW }),
          share('core/independence.ts', { FEW_SHARE }),
          nats('core/independence.ts', { OTHERS_EVIDENCE: OTHERS_EVIDENCE.nats }),
          figure('core/independence.ts', { VOICES_GROWTH }),
          share('core/independence.ts', { SHARE_LEAST }),
          minutes('core/independence.ts', { HELD_BACK_MINUTES }),
        ],
        'leftOut others othersExpected networks',
      ),
    ],
  ],
  [
    'incidents',
    [
      entry(
        'length',
        LONG,
        [
          nats('core/episode.ts', { CALM }),
          minutes('core/episode.ts', { MERGE_MINUTES }),
          minutes('core/watch.ts', { OVER_MINUTES }),
        ],
        'durationMinutes',
      ),
      entry(
        'waves',
        DETECTOR,
        [share('core/segment.ts', { EDGE }), minutes('statements/wave-curve.ts', { SMOOTH_MINUTES })],
        'waves gapMinutes lullMinutes byLull peakCount number',
      ),
      entry('places', LONG, [days('serve/places-view.ts', { USUAL_DAYS })], 'ratio low usualDays'),
      entry(
        'compared',
        LONG,
        [count('serve/compared-view.ts', { BEFORE_MIN, BEFORE_MAX })],
        'before longerThan largerThan',
      ),
      entry(
        'together',
        'docs/methodology-common-cause.md',
        [
          minutes('core/events.ts', { EVENT_MINUTES }),
          share('core/common-cause.ts', { CLEAR }),
          share('serve/event-view.ts', { LIKELY, VERY_LIKELY }),
        ],
        'weight ofRoot',
      ),
    ],
  ],
  [
    'outside',
    [
      entry(
        'checks',
        PROBES,
        [
          count('core/check-watch.ts', { STREAK_MIN, PLACES_MIN }),
          minutes('core/check-watch.ts', { TOGETHER_MINUTES }),
          count('core/check-watch.ts', { SILENT_INTERVALS }),
        ],
        'failedInARow ok failed inconclusive late status everySeconds timeoutSeconds',
      ),
      entry(
        'checkTimes',
        PROBES,
        [
          seconds('serve/pages/outside.ts', { SLOW_MS: SLOW_MS / 1_000 }),
          days('serve/pages/outside.ts', { DAYS_TOLD }),
        ],
        'dns connect tls firstByte transfer certificateDays',
      ),
      entry('schedule', PROBES, [], 'overlaps overdueMs p50 p99 max running started targets'),
      entry(
        'vendors',
        PROBES,
        [minutes('core/official-watch.ts', { TOLD_BEFORE_MINUTES })],
        'lagMinutes medianLagMinutes told incidents',
      ),
      entry('learnt', PROBES, [days('core/outside.ts', { LEARNT_MINUTES: LEARNT_MINUTES / 1_440 })], ''),
    ],
  ],
  [
    'failures',
    [
      entry(
        'traffic',
        TRAFFIC,
        [minutes('core/traffic-watch.ts', { KEPT_MINUTES, ONSET_MINUTES })],
        'requests clients minutes sources spread bytes answerMs failedConnections faults success redirect informational clientError serverError other counted',
      ),
      entry(
        'trafficShares',
        TRAFFIC,
        [],
        'agentsPerClient assetShare clockworkShare companionship countryShift crawlShare crawlerShare emptyReferrerShare goneShare holeShare hostingShare newAgentShare newPathShare oddShare oldPrefixShare oldPrefixes oneRequestClients prefixes queryVariety toolShare topAgentShare topClientShare topNetworkShare topPathShare topPrefixShare topReferrerShare verifiedCrawlerShare writeShare',
      ),
      entry(
        'hypotheses',
        DIAGNOSIS,
        [
          count('diagnosis/hypotheses.ts', { HYPOTHESES: HYPOTHESES.length }),
          share('diagnosis/weigh.ts', { RESERVE }),
          share('diagnosis/verdict.ts', { CALL_MIN }),
          figure('diagnosis/verdict.ts', { CALL_RATIO }),
        ],
        'posterior nats strength',
      ),
      entry('confidence', DIAGNOSIS, [share('diagnosis/confidence.ts', { HIGH, MODERATE })], ''),
    ],
  ],
  [
    'statements',
    [
      entry('numbers', STATEMENTS, [share('statements/match.ts', { SIZE, ABOUT, NEARLY, COUNTING })], 'value'),
      entry('times', STATEMENTS, [minutes('statements/answers-waves.ts', { ROUNDED, ROUNDED_ABOUT })], ''),
      entry('grades', STATEMENTS, [], 'credibility'),
      entry('ground', STATEMENTS, [], 'entriesBefore'),
    ],
  ],
  [
    'keeping',
    [
      entry('holds', 'docs/methodology-holds.md', [], 'entries byKind countedBefore of from to held removed'),
      entry('retention', 'docs/methodology-holds.md', [days('model/pruning.ts', { RETENTION_MIN_DAYS })], 'keep'),
      entry(
        'due',
        LONG,
        [
          days('core/reporting.ts', { SOON_DAYS_MS: SOON_DAYS_MS / (1_440 * MINUTE_MS) }),
          days('serve/calendar-view.ts', { DONE_SHOWN_DAYS }),
        ],
        '',
      ),
      entry('alerts', LONG, [count('alerts/alerts.ts', { ATTEMPTS_MAX })], 'attempts groupSeconds waiting'),
    ],
  ],
];
