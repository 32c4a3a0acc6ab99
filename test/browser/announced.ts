/** Maintenance windows for the gallery: each state once. */
import { refuse } from '../../src/doors/refusal.ts';
import type { PageContext } from '../../src/serve/pages/context.ts';
import { maintenanceListPage, maintenancePage, newMaintenancePage } from '../../src/serve/pages/maintenance.ts';
import type { MaintenanceRow } from '../../src/serve/schema-maintenance.ts';

const planned: MaintenanceRow = {
  id: 'maintenance-1',
  url: '/maintenance/maintenance-1',
  service: 'mail',
  serviceName: 'Mail',
  components: ['inbox'],
  from: '2026-03-05T22:00:00.000Z',
  until: '2026-03-06T02:00:00.000Z',
  state: 'planned',
  words: 'The database moves to another hall; messages may come late.',
  announcedAt: '2026-03-01T09:00:00.000Z',
  changedAt: '2026-03-01T09:00:00.000Z',
  version: 1,
  decidedBy: 'Operations',
};
export const windows: readonly MaintenanceRow[] = [
  planned,
  { ...planned, id: 'maintenance-2', url: '/maintenance/maintenance-2', state: 'running', components: [], version: 3 },
  { ...planned, id: 'maintenance-3', url: '/maintenance/maintenance-3', state: 'over' },
  { ...planned, id: 'maintenance-4', url: '/maintenance/maintenance-4', state: 'cancelled' },
];

export function announcedPages(context: PageContext, stranger: PageContext): [string, () => string][] {
  const problem = refuse(422, 'bad-maintenance', 'Not a maintenance window', (r) =>
    r.field('until', r.windows.overAlready),
  );
  return [
    ['/maintenance', () => maintenanceListPage(windows, context)],
    ['/maintenance/maintenance-1', () => maintenancePage(windows[0]!, context)],
    ['/maintenance/maintenance-2', () => maintenancePage(windows[1]!, stranger)],
    ['/maintenance/maintenance-4', () => maintenancePage(windows[3]!, context)],
    ['/maintenance/new', () => newMaintenancePage({ values: { service: 'mail' }, problem }, context)],
  ];
}
