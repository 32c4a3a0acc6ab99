/** Small parts of views: sums of blocks, names, where counts come from, and which service is shown first. */
import type { Block } from '../model/block.ts';
import type { Service } from '../model/service.ts';
import type { ServiceCardView } from './schema.ts';

export function mix(blocks: readonly Block[], part: 'symptoms' | 'countries' | 'components'): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const block of blocks) {
    for (const [key, count] of Object.entries(block[part])) counts[key] = (counts[key] ?? 0) + count;
  }
  return counts;
}

export function componentName({ components }: Service, key: string): string {
  return components.find(({ id }) => id === key)?.name ?? key;
}

export function provenanceOf({ provenance: { kind, note, sources } }: Service) {
  return { kind, ...(note === undefined ? {} : { note }), sources: [...sources] };
}

const STATE_ORDER = ['confirmed', 'possible', 'over', 'unknown', 'none'];

export function worstFirst(a: ServiceCardView, b: ServiceCardView): number {
  return STATE_ORDER.indexOf(a.state) - STATE_ORDER.indexOf(b.state) || a.name.localeCompare(b.name, 'en');
}
