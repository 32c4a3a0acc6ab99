/**
 * Truth by definition: from a true excess curve and the usual rate to incidents and waves, in the public
 * benchmark's words. Nothing here looks at a count.
 */
export const DEFINITIONS = {
  overFrac: 0.5,
  overAbs: 0.05,
  waveEdge: 0.1,
  trough: 0.5,
  clear: [0.45, 0.6],
  mergeGap: 180,
  minLLR: 30,
  minExcess: 8,
  minSigma: 3.5,
  minWaveLLR: 15,
  minTroughLLR: 8,
  grace: 15,
  guard: 60,
} as const;

export interface Harmless {
  type: 'lift' | 'flare' | 'recurring' | 'blip' | 'shift' | 'holiday' | 'backlog';
  startMin: number;
  endMin: number;
  size: number;
}

export interface TrueWave {
  startMin: number;
  peakMin: number;
  endMin: number;
}

export interface TrueIncident {
  startMin: number;
  endMin: number;
  waves: TrueWave[];
  peakMultiple: number;
  expectedLLR: number;
  expectedExcess: number;
}

/** The case's noise, as far as it decides whether an excess can be told from it. */
export interface Noise {
  sigma: number;
  alpha: number;
  seen(t: number): boolean;
}

/**
 * Reads one excess curve (zero outside its stretch). Undefined when it is no incident under the definitions,
 * can't be told from the noise, or when its waves are a matter of opinion (a trough near the limit).
 */
export function readTruth(excess: Float64Array, usual: Float64Array, noise: Noise): TrueIncident | undefined {
  const limit = (t: number) => Math.max(DEFINITIONS.overFrac * usual[t]!, DEFINITIONS.overAbs);
  const risen = indices(excess.length).filter((t) => excess[t]! >= limit(t));
  const startMin = risen[0];
  const last = risen[risen.length - 1];
  if (startMin === undefined || last === undefined) return undefined;
  if (risen.some((t, i) => i > 0 && t - risen[i - 1]! > DEFINITIONS.mergeGap)) return undefined;
  const endMin = last + 1;
  const peaks = peaksOf(excess, startMin, endMin);
  if (peaks === undefined) return undefined;
  const evidence = { llr: 0, excess: 0, usual: 0, multiple: 0 };
  for (let t = startMin; t < endMin; t++) {
    evidence.multiple = Math.max(evidence.multiple, 1 + excess[t]! / usual[t]!);
    if (!noise.seen(t)) continue;
    evidence.llr += gain(excess[t]!, usual[t]!);
    evidence.excess += excess[t]!;
    evidence.usual += usual[t]!;
  }
  const minutes = endMin - startMin;
  const spread = Math.sqrt(
    evidence.usual + (noise.alpha / minutes + noise.sigma ** 2) * evidence.usual * evidence.usual,
  );
  if (evidence.llr < DEFINITIONS.minLLR || evidence.excess < DEFINITIONS.minExcess) return undefined;
  if (evidence.excess < DEFINITIONS.minSigma * spread) return undefined;
  const waves = peaks.map((_, i) => waveOf(excess, peaks, i, startMin, endMin));
  if (!waves.every((wave) => sum(wave.startMin, wave.endMin, (t) => seenGain(t)) >= DEFINITIONS.minWaveLLR))
    return undefined;
  for (let i = 1; i < peaks.length; i++) if (troughLLR(peaks[i - 1]!, peaks[i]!) < DEFINITIONS.minTroughLLR) return;
  return {
    startMin,
    endMin,
    waves,
    peakMultiple: evidence.multiple,
    expectedLLR: evidence.llr,
    expectedExcess: evidence.excess,
  };

  function seenGain(t: number): number {
    return noise.seen(t) ? gain(excess[t]!, usual[t]!) : 0;
  }

  /** Evidence that the excess fell between two peaks, against its having stayed near the smaller one. */
  function troughLLR(left: number, right: number): number {
    const stayed = 0.75 * Math.min(excess[left]!, excess[right]!);
    return sum(left, right, (t) => {
      if (excess[t]! >= stayed || !noise.seen(t)) return 0;
      const here = excess[t]! + usual[t]!;
      const there = stayed + usual[t]!;
      return here * Math.log(here / there) - (here - there);
    });
  }
}

/** Expected log-likelihood ratio of one minute with an excess against the usual rate. */
function gain(excess: number, usual: number): number {
  return (usual + excess) * Math.log((usual + excess) / usual) - excess;
}

/** The peaks that count as waves; undefined when a trough lies in the unclear band. */
function peaksOf(excess: Float64Array, startMin: number, endMin: number): number[] | undefined {
  const peaks: number[] = [];
  for (let t = startMin; t < endMin; t++)
    if (excess[t]! > (excess[t - 1] ?? 0) && excess[t]! >= (excess[t + 1] ?? 0)) peaks.push(t);
  let clear = true;
  for (;;) {
    const depths = peaks.slice(1).map((peak, i) => {
      const low = excess[lowest(excess, peaks[i]!, peak)]!;
      return low / Math.min(excess[peaks[i]!]!, excess[peak]!);
    });
    const shallow = Math.max(...depths);
    if (peaks.length < 2 || shallow < DEFINITIONS.trough) {
      if (depths.some((depth) => depth > DEFINITIONS.clear[0])) clear = false;
      return clear ? peaks : undefined;
    }
    if (shallow < DEFINITIONS.clear[1]) clear = false;
    const i = depths.indexOf(shallow);
    peaks.splice(excess[peaks[i]!]! < excess[peaks[i + 1]!]! ? i : i + 1, 1);
  }
}

function waveOf(excess: Float64Array, peaks: number[], i: number, startMin: number, endMin: number): TrueWave {
  const peakMin = peaks[i]!;
  const left = i === 0 ? startMin : lowest(excess, peaks[i - 1]!, peakMin);
  const right = i === peaks.length - 1 ? endMin : lowest(excess, peakMin, peaks[i + 1]!);
  const edge = (low: number) => low + DEFINITIONS.waveEdge * (excess[peakMin]! - low);
  const leftEdge = edge(i === 0 ? 0 : excess[left]!);
  const rightEdge = edge(i === peaks.length - 1 ? 0 : excess[right]!);
  let from = peakMin;
  while (from > left && excess[from - 1]! >= leftEdge) from--;
  let to = peakMin + 1;
  while (to < right && excess[to]! >= rightEdge) to++;
  return { startMin: from, peakMin, endMin: to };
}

function lowest(values: Float64Array, from: number, to: number): number {
  let at = from;
  for (let t = from; t <= to; t++) if (values[t]! < values[at]!) at = t;
  return at;
}

function sum(from: number, to: number, of: (t: number) => number): number {
  let total = 0;
  for (let t = from; t < to; t++) total += of(t);
  return total;
}

function indices(length: number): number[] {
  return Array.from({ length }, (_, i) => i);
}
