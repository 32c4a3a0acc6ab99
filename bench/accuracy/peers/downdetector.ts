/**
 * Downdetector's published rule: reports of the last 15 minutes "significantly higher than the baseline", which is the
 * average for that time of day over the last months, "for a sufficient duration" (downdetector.com/methodology). The
 * factor, the duration and the least number of reports are not published: those are tuned.
 */
import { logSpaced, type Params, type Peer, type Series } from './peer.ts';

const WIDTH_MINUTES = 15;

export const downdetector: Peer = {
  name: "Downdetector's published rule",
  source: 'downdetector.com/methodology; 15-minute buckets, baseline by time of day',
  variants: [5, 8, 12, 20].flatMap((least) => [1, 3, 10].map((lasting) => ({ least, lasting }))),
  thresholds: logSpaced(1.5, 60, 36),
  score: scoreOf,
};

/** The ratio to the baseline that held for `lasting` minutes. */
function scoreOf(series: Series, { least = 5, lasting = 1 }: Params): Float64Array {
  const ratio = new Float64Array(series.length);
  const scores = new Float64Array(series.length);
  const width = series.width(WIDTH_MINUTES);
  const lastingSteps = series.width(lasting);
  for (let t = series.period + width; t < series.length; t++) {
    const recent = series.recent(t, width);
    if (recent !== undefined && recent.n >= least) ratio[t] = recent.n / Math.max(0.1, baselineOf(series, t, width));
    let held = ratio[t]!;
    for (let back = 1; back < lastingSteps; back++) held = Math.min(held, ratio[t - back]!);
    scores[t] = held;
  }
  return scores;
}

function baselineOf(series: Series, t: number, width: number): number {
  let n = 0;
  let present = 0;
  for (let day = t - series.period; day >= width; day -= series.period) {
    const window = series.window(day + 1 - width, day + 1);
    n += window.n;
    present += window.present;
  }
  return present === 0 ? 0 : (n * width) / present;
}
