/** What the API answers about maintenance windows, as schemas. */
import { z } from 'zod';

const Iso = z.iso.datetime().describe('ISO 8601, UTC');
export const WINDOW_STATES = ['planned', 'running', 'over', 'cancelled'] as const;

export const MaintenanceView = z
  .object({
    id: z.string(),
    url: z.string(),
    service: z.string(),
    serviceName: z.string(),
    components: z.array(z.string()).describe('Ids; none is the whole service'),
    from: Iso,
    until: Iso,
    state: z.enum(WINDOW_STATES),
    words: z.string().describe('What is done'),
    announcedAt: Iso.describe('When its first version was recorded'),
    changedAt: Iso.describe('When its last version was recorded'),
    version: z.number().int().positive(),
    decidedBy: z.string(),
  })
  .meta({ id: 'Maintenance' });

export const MaintenanceList = z
  .object({
    asOf: Iso,
    windows: z.array(MaintenanceView).describe('Running and planned ones first, then the last ones'),
  })
  .meta({ id: 'MaintenanceList' });

export const MaintenanceAccepted = z
  .object({ id: z.string(), version: z.number().int(), seq: z.number().int(), url: z.string() })
  .meta({ id: 'MaintenanceAccepted' });

export type MaintenanceRow = z.infer<typeof MaintenanceView>;
