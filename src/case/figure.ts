/** A chart of the account as a figure. Whoever checks the account draws it again from what was counted, and compares the bytes. */
import { chartSvg } from '../chart/svg.ts';
import type { CaseFacts } from './facts.ts';

export const CHART_NAMES = ['reports', 'traffic'] as const;
export type ChartName = (typeof CHART_NAMES)[number];

const LEGENDS: Readonly<Record<ChartName, string>> = {
  reports:
    'Solid: reports counted in a step. Dashed: what is usual; the pale band is its range. Shaded and numbered: waves. Hatched: not counted. Times in UTC.',
  traffic: 'Solid: requests in a step. Strong colour: those that failed (5xx). Hatched: not counted. Times in UTC.',
};

/** Undefined where there is nothing to draw. */
export function figureOf(name: ChartName, { charts }: CaseFacts): string | undefined {
  if (charts === null) return undefined;
  const picture = pictureOf(name, charts);
  return picture && `<figure data-chart="${name}">\n${picture}\n<figcaption>${LEGENDS[name]}</figcaption>\n</figure>`;
}

function pictureOf(name: ChartName, { reports, traffic }: NonNullable<CaseFacts['charts']>): string | undefined {
  if (name === 'reports') {
    return chartSvg(reports, { id: name, label: 'Reports during the incident', summary: LEGENDS.reports });
  }
  if (traffic === null) return undefined;
  const { requests, failed, ...frame } = traffic;
  const none = requests.map(() => null);
  const chart = { ...frame, counts: requests, expected: none, high: none, waves: [] };
  return chartSvg(chart, {
    id: name,
    label: 'Requests during the incident',
    summary: LEGENDS.traffic,
    overlay: failed,
  });
}
