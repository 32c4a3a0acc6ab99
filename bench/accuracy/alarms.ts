/**
 * Alarms of the detector and of the peers, in one form, on counts of any step: for the sets whose labels are not minutes
 * of incidents and waves. Settings are the detector's default budget and what the peers were tuned to on the public set.
 */
import { detectAll, type Row } from '../../src/core/detect.ts';
import type { Budget } from '../../src/model/budget.ts';
import type { Minute } from '../../src/model/units.ts';
import { peers, type Setting } from './methods.ts';
import { alarmsOf } from './peers/episodes.ts';
import { Series } from './peers/peer.ts';
import { seasonOf } from './peers/season.ts';
import tuned from './peers/tuned.json' with { type: 'json' };
import { OURS } from './report.ts';

export interface Counted {
  readonly startMinute: number;
  readonly stepMinutes: number;
  /** -1 where unknown. */
  readonly counts: Int32Array;
}

/** The minute in which a step begins. */
export const minuteAt = ({ startMinute, stepMinutes }: Counted, step: number): number =>
  startMinute + step * stepMinutes;

/** In steps since the series began. */
export interface Alarm {
  /** The step whose count decided. */
  readonly at: number;
  /** The last step with any sign of it. */
  readonly until: number;
}

export interface AlarmMethod {
  readonly name: string;
  alarms(counted: Counted): Alarm[];
}

export type Tier = 'possible' | 'confirmed';

export const ours = (tier: Tier, budget?: Budget, name = `${OURS}, ${tier}`): AlarmMethod => ({
  name,
  alarms(counted) {
    const { startMinute, stepMinutes, counts } = counted;
    const found = detectAll(rowsOf(counted), budget === undefined ? { stepMinutes } : { stepMinutes, budget });
    const stepOf = (minute: number) => Math.floor((minute - startMinute) / stepMinutes);
    const all = tier === 'confirmed' ? found.incidents : [...found.incidents, ...found.possible];
    return all
      .map(({ possibleAt, detected, start, end }) => ({
        at: stepOf((tier === 'possible' ? (possibleAt ?? detected) : detected) ?? start),
        until: end === null ? counts.length - 1 : stepOf(end - 1),
      }))
      .sort((a, b) => a.at - b.at);
  },
});

export function rowsOf({ startMinute, stepMinutes, counts }: Counted): Row[] {
  const rows: Row[] = [];
  counts.forEach((count, t) => {
    if (count >= 0) rows.push({ at: (startMinute + t * stepMinutes) as Minute, count });
  });
  return rows;
}

/** A peer as it was tuned on the public set. */
export function tunedPeer(name: string): AlarmMethod {
  const { threshold } = settingOf(name);
  return { name, alarms: (counted) => sweep(name, [threshold])(counted)[0]! };
}

/** A peer's alarms under each of these thresholds, or under all that it was tuned over. */
export function sweep(name: string, thresholds?: readonly number[]): (counted: Counted) => Alarm[][] {
  const peer = peers.find((one) => one.name === name);
  if (peer === undefined) throw new Error(`there is no peer ${name}`);
  const { params } = settingOf(name);
  return (counted) => {
    const series = seriesOf(counted);
    const scores = peer.score(series, params);
    return (thresholds ?? peer.thresholds).map((threshold) =>
      alarmsOf(series, scores, threshold).map(({ detected, until }) => ({ at: detected, until })),
    );
  };
}

function settingOf(name: string): Setting {
  const setting = (tuned.peers as Readonly<Record<string, Setting>>)[name];
  if (setting === undefined) throw new Error(`${name} is not in peers/tuned.json: run bench/accuracy/tune.ts`);
  return setting;
}

/** What a peer sees of the counts: the shared season, a day long. */
function seriesOf({ startMinute, stepMinutes, counts }: Counted): Series {
  const period = Math.round(1440 / stepMinutes);
  const expected = seasonOf(counts, startMinute, stepMinutes);
  return new Series(counts, startMinute, expected, undefined, { stepMinutes, period });
}
