/** Closed steps and minutes of traffic, gathered into blocks of an hour: the same for whoever serves them and for whoever checks them. */
import { BAND_MINUTES, type Block, type BlockTraffic, HOUR_MINUTES } from '../model/block.ts';
import type { ClosedStep, TrafficStep } from '../model/fact.ts';
import type { Minute, Seq } from '../model/units.ts';
import { addToList } from './traffic-totals.ts';

/** Countries and networks that an hour of traffic keeps. */
const PLACES_KEPT = 128;

type Counts = Record<string, number>;

export interface OpenBlock extends Block {
  until: Seq;
  readonly counts: (number | null)[];
  readonly expected: (number | null)[];
  readonly high: (number | null)[];
  readonly symptoms: Counts;
  readonly countries: Counts;
  readonly components: Counts;
  traffic?: OpenTraffic;
}

interface OpenTraffic extends BlockTraffic {
  readonly requests: (number | null)[];
  readonly failed: (number | null)[];
  readonly countries: Counts;
  readonly networks: Counts;
}

/** A closed step, or a late report of one, which says nothing of what was expected. */
type CountedStep = Omit<ClosedStep, 'expected' | 'high'> & Partial<Pick<ClosedStep, 'expected' | 'high'>>;
/** What goes into a block: it has a place, and adds. */
export type Counted = CountedStep | TrafficStep;

export const hourOf = (at: Minute): number => Math.floor(at / HOUR_MINUTES);

export function emptyBlock({ service, at, stepMinutes }: Counted): OpenBlock {
  const steps = Math.ceil(HOUR_MINUTES / stepMinutes);
  const slots = Math.ceil(HOUR_MINUTES / Math.max(BAND_MINUTES, stepMinutes));
  return {
    until: 0 as Seq,
    service,
    hour: hourOf(at),
    stepMinutes,
    counts: new Array(steps).fill(null),
    expected: new Array(slots).fill(null),
    high: new Array(slots).fill(null),
    symptoms: {},
    countries: {},
    components: {},
  };
}

export function addTo(block: OpenBlock, seq: Seq, step: Counted): void {
  block.until = Math.max(block.until, seq + 1) as Seq;
  const minute = step.at - block.hour * HOUR_MINUTES;
  if ('requests' in step) addTraffic(block, minute, step);
  else addCounted(block, minute, step);
}

function addTraffic(block: OpenBlock, minute: number, step: TrafficStep): void {
  block.traffic ??= {
    requests: new Array(HOUR_MINUTES).fill(null),
    failed: new Array(HOUR_MINUTES).fill(null),
    countries: {},
    networks: {},
  };
  const { requests, failed, countries, networks } = block.traffic;
  requests[minute] = (requests[minute] ?? 0) + step.requests;
  failed[minute] = (failed[minute] ?? 0) + step.failed;
  addToList(countries, step.countries, PLACES_KEPT);
  addToList(networks, step.networks, PLACES_KEPT);
}

function addCounted(block: OpenBlock, minute: number, step: CountedStep): void {
  const index = Math.floor(minute / block.stepMinutes);
  const slot = Math.floor(minute / Math.max(BAND_MINUTES, block.stepMinutes));
  if (step.count !== undefined) block.counts[index] = (block.counts[index] ?? 0) + step.count;
  if (step.expected !== undefined) block.expected[slot] = rounded(step.expected);
  if (step.high !== undefined) block.high[slot] = rounded(step.high);
  addCounts(block.symptoms, step.symptoms);
  addCounts(block.countries, step.countries);
  addCounts(block.components, step.components);
}

function addCounts(into: Counts, from: Readonly<Counts> | undefined): void {
  for (const key in from) into[key] = (Object.hasOwn(into, key) ? into[key]! : 0) + from[key]!;
}

/** Four digits: a chart shows no more, and a year of blocks stays small. */
const rounded = (value: number): number => Number(value.toPrecision(4));
