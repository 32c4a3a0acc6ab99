/** What was reported when: symptoms and components by parts of a time. Blocks are of an hour, so parts are whole hours. */
import { z } from 'zod';
import { type Block, HOUR_MINUTES } from '../model/block.ts';
import type { Service } from '../model/service.ts';
import { isoMinute as iso, type Minute } from '../model/units.ts';
import type { Words } from '../words/words.ts';
import { componentName } from './view-parts.ts';
import { symptomName } from './words.ts';

/** Parts of a time for which kinds are told apart. */
const PARTS_MAX = 48;

export const KindRow = z.object({
  key: z.string(),
  name: z.string(),
  total: z.number().int(),
  counts: z.array(z.number().int()).describe('One for each part of the time'),
});
export type KindSeries = z.infer<typeof KindRow>;

export const KindsView = z
  .object({
    start: z.iso.datetime().describe('Of the first part, ISO 8601, UTC'),
    partMinutes: z.number().int(),
    symptoms: z.array(KindRow).describe('Most reported first'),
    components: z.array(KindRow),
  })
  .meta({ id: 'Kinds' });
export type KindsView = z.infer<typeof KindsView>;

/** @param blocks those from `from` to `to` */
export function kindsView(
  blocks: readonly Block[],
  { from, to }: { readonly from: Minute; readonly to: Minute },
  service: Service,
  t: Words,
): KindsView {
  const first = Math.floor(from / HOUR_MINUTES);
  const hours = Math.ceil(to / HOUR_MINUTES) - first;
  const partHours = Math.max(1, Math.ceil(hours / PARTS_MAX));
  const parts = Math.ceil(hours / partHours);
  const rows = (kind: 'symptoms' | 'components', nameOf: (key: string) => string): KindSeries[] =>
    rowsOf(blocks, kind, parts, (hour) => Math.floor((hour - first) / partHours), nameOf);
  return {
    start: iso((first * HOUR_MINUTES) as Minute),
    partMinutes: partHours * HOUR_MINUTES,
    symptoms: rows('symptoms', (key) => symptomName(t, key)),
    components: rows('components', (key) => componentName(service, key)),
  };
}

function rowsOf(
  blocks: readonly Block[],
  kind: 'symptoms' | 'components',
  parts: number,
  partAt: (hour: number) => number,
  nameOf: (key: string) => string,
): KindSeries[] {
  const rows = new Map<string, number[]>();
  for (const block of blocks) {
    for (const [key, count] of Object.entries(block[kind])) {
      const counts = rows.get(key) ?? new Array<number>(parts).fill(0);
      counts[partAt(block.hour)]! += count;
      rows.set(key, counts);
    }
  }
  return [...rows]
    .map(([key, counts]) => ({ key, name: nameOf(key), counts, total: counts.reduce((sum, count) => sum + count, 0) }))
    .filter(({ total }) => total > 0)
    .toSorted((a, b) => b.total - a.total || (a.key < b.key ? -1 : 1));
}

/** The start of a part, for whoever reads the counts. */
export const partStart = ({ start, partMinutes }: Pick<KindsView, 'start' | 'partMinutes'>, index: number): string =>
  new Date(Date.parse(start) + index * partMinutes * 60_000).toISOString();
