/** English, section by section: one for each page or part that pages share. */
export * from './api.ts';
export * from './article.ts';
export * from './chart.ts';
export * from './decisions.ts';
export * from './desk.ts';
export * from './diagnosis.ts';
export * from './frame.ts';
export * from './incident.ts';
export * from './maintenance.ts';
export * from './official.ts';
export * from './overview.ts';
export * from './said.ts';
export * from './service.ts';
export * from './states.ts';
export * from './together.ts';
export * from './tongue.ts';
export * from './traffic.ts';
