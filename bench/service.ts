/** A service with nothing to it, for benches. */
import type { Service } from '../src/model/service.ts';

export const benchService = (id: string): Service => ({
  id,
  name: id,
  category: 'Bench',
  components: [],
  providers: [],
  timeline: 'live',
  stepMinutes: 1,
  provenance: { kind: 'measured', sources: [] },
});
