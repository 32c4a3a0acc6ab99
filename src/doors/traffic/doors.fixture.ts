/** The doors of traffic over real files and sockets, with a clock that the test moves and a journal that is a list. */
import type { TrafficMinute } from '../../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../../model/units.ts';
import { Places } from '../place.ts';
import { Pseudonyms } from '../reporter.ts';
import { type ServiceTraffic, TrafficSetting } from './settings.ts';
import { TrafficDoors } from './traffic-doors.ts';

export const T0 = Date.parse('2026-03-10T12:00:00Z');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A line of the combined format. */
export function lineAt(ms: number, of: { client?: string; path?: string; status?: number } = {}): string {
  const iso = new Date(ms).toISOString();
  const day = `${iso.slice(8, 10)}/${MONTHS[Number(iso.slice(5, 7)) - 1]}/${iso.slice(0, 4)}`;
  const { client = '192.0.2.1', path = '/', status = 200 } = of;
  return `${client} - - [${day}:${iso.slice(11, 19)} +0000] "GET ${path} HTTP/1.1" ${status} 512 "-" "Mozilla/5.0"`;
}

/** What is durable, however often the program starts. */
export class Kept {
  readonly entries: TrafficMinute[] = [];
  readonly errors: unknown[] = [];
  readonly refused: [source: string, fault: string, lines: number, example: string][] = [];
  readonly clock = { now: T0 };
  /** Entries that can be stored before the disk is full. */
  room = Number.POSITIVE_INFINITY;

  /** Doors as a program that has just started opens them. */
  async open(sources: unknown[], service = 'shop'): Promise<TrafficDoors> {
    const pseudonyms = new Pseudonyms(undefined, this.clock.now as EpochMs);
    const doors = new TrafficDoors({
      submit: async (entries) => {
        for (const entry of entries) {
          if (this.room <= 0) throw new Error('the disk is full');
          this.room -= 1;
          this.entries.push(structuredClone(entry));
        }
      },
      markOf: (of, source) =>
        this.entries.findLast((entry) => entry.service === of && entry.source === source)?.mark ?? null,
      places: () => Places.open([]),
      pseudonym: (text) => pseudonyms.nameOf(text, this.clock.now as EpochMs),
      now: () => this.clock.now as EpochMs,
      onRefused: (_, source, refused) => {
        for (const [fault, { lines, example }] of refused) this.refused.push([source, fault, lines, example]);
      },
      onError: (cause) => this.errors.push(cause),
    });
    await doors.apply([{ service, sources: TrafficSetting.parse(sources) } satisfies ServiceTraffic], '');
    return doors;
  }

  /** Requests by minute after T0, each part once, as the fold counts them. */
  get minutes(): Map<number, number> {
    const seen = new Set<string>();
    const minutes = new Map<number, number>();
    for (const { at, source, part, counts } of this.entries) {
      if (seen.size === seen.add(`${at} ${source} ${part}`).size) continue;
      const minute = (at - T0) / MINUTE_MS;
      minutes.set(minute, (minutes.get(minute) ?? 0) + counts.requests);
    }
    return minutes;
  }

  get requests(): number {
    return [...this.minutes.values()].reduce((sum, count) => sum + count, 0);
  }
}
