/** Traffic minutes made by hand for tests: bare counts, with clients by name. */
import type { TrafficCounts, TrafficMinute } from '../model/traffic-minute.ts';
import type { EpochMs } from '../model/units.ts';
import { hashText } from './hash.ts';
import { SKETCH_BITS, sketchText } from './sketch-text.ts';

/** A sketch of named clients, entered by two hashes of their names. */
export function sketchOf(names: Iterable<string>): string {
  const registers = new Uint8Array(1 << SKETCH_BITS);
  for (const name of names) {
    const place = hashText(name) >>> (32 - SKETCH_BITS);
    const rank = Math.clz32(hashText(`${name} again`)) + 1;
    registers[place] = Math.max(registers[place]!, rank);
  }
  return sketchText(registers);
}

export interface Told {
  readonly requests: number;
  readonly failed?: number;
  readonly clients?: readonly string[];
  readonly countries?: Record<string, number>;
  readonly networks?: Record<string, number>;
}

export function countsOf({ requests, failed = 0, clients = [], countries = {}, networks = {} }: Told): TrafficCounts {
  return {
    requests,
    bytes: 100 * requests,
    statuses: { success: requests - failed, serverError: failed },
    faults: failed > 0 ? { 'origin-app': failed } : {},
    measures: {},
    answers: {},
    top: { countries, networks },
    clients: sketchOf(clients),
    prefixes: '',
  };
}

export const minuteOfTraffic = (
  at: number,
  service: string,
  told: Told,
  more: { source?: string; part?: string; mark?: string } = {},
): TrafficMinute => ({
  kind: 'traffic',
  at: at as EpochMs,
  service,
  source: more.source ?? 'edge',
  ...(more.part === undefined ? {} : { part: more.part }),
  ...(more.mark === undefined ? {} : { mark: more.mark }),
  counts: countsOf(told),
});
