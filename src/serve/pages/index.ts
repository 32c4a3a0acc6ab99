/** The pages: pure functions from what the API answers to HTML. No clock, no I/O: the same body gives the same bytes. */
export { apiPage } from './api.ts';
export type { PageContext } from './context.ts';
export { incidentPage } from './incident.ts';
export { methodologyPage } from './methodology.ts';
export { problemPage, thanksPage } from './notices.ts';
export { overviewPage } from './overview.ts';
export { reportPage } from './report.ts';
export { servicePage } from './service.ts';
