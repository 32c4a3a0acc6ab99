/** Draws delay against excess as small multiples, one a base rate, both axes logarithmic. Readable in light and dark. */

export interface Point {
  readonly ratio: number;
  readonly minutes: number;
}

export interface Curve {
  readonly title: string;
  readonly best: readonly Point[];
  readonly steady: readonly Point[];
  readonly steadyP90: readonly Point[];
  readonly drifting: readonly Point[];
}

const PANEL = { width: 300, height: 250, left: 48, right: 12, top: 34, bottom: 44 };
const COLUMNS = 3;
const RATIOS = { least: 1.4, most: 55, ticks: [1.5, 2, 3, 5, 10, 20, 50] };
const MINUTES = { least: 0.9, most: 1600, ticks: [1, 3, 10, 30, 60, 180, 360, 1440] };

const STYLE = `
  text { font: 12px system-ui, sans-serif; fill: #333; }
  .title { font-weight: 600; }
  .grid { stroke: #ddd; }
  .line { fill: none; stroke-width: 2; }
  .best { stroke: #767676; stroke-dasharray: 2 3; }
  .steady { stroke: #0b62b8; }
  .drifting { stroke: #b3470b; stroke-dasharray: 7 3; }
  .band { fill: #0b62b8; opacity: 0.15; }
  @media (prefers-color-scheme: dark) {
    text { fill: #ddd; }
    .grid { stroke: #444; }
    .best { stroke: #a5a5a5; }
    .steady { stroke: #6cb6ff; }
    .drifting { stroke: #ff9e5e; }
    .band { fill: #6cb6ff; opacity: 0.22; }
  }`;

export function drawCurves(curves: readonly Curve[]): string {
  const rows = Math.ceil((curves.length + 1) / COLUMNS);
  const width = COLUMNS * PANEL.width;
  const height = rows * PANEL.height;
  const panels = curves.map((curve, i) => placed(i, panel(curve)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="what">`,
    '<title id="what">Minutes from a sudden rise of reports to a confirmed incident, against the size of the rise, for services of different usual rates</title>',
    `<style>${STYLE}\n</style>`,
    ...panels,
    placed(curves.length, legend()),
    '</svg>\n',
  ].join('\n');
}

function placed(index: number, content: string): string {
  const x = (index % COLUMNS) * PANEL.width;
  const y = Math.floor(index / COLUMNS) * PANEL.height;
  return `<g transform="translate(${x} ${y})">\n${content}\n</g>`;
}

function panel({ title, best, steady, steadyP90, drifting }: Curve): string {
  const right = PANEL.width - PANEL.right;
  const bottom = PANEL.height - PANEL.bottom;
  const across = MINUTES.ticks.map(
    (tick) =>
      `<path class="grid" d="M${PANEL.left} ${yOf(tick)}H${right}"/><text x="${PANEL.left - 5}" y="${yOf(tick) + 4}" text-anchor="end">${tick}</text>`,
  );
  const up = RATIOS.ticks.map(
    (tick) =>
      `<path class="grid" d="M${xOf(tick)} ${PANEL.top}V${bottom}"/><text x="${xOf(tick)}" y="${bottom + 16}" text-anchor="middle">${tick}</text>`,
  );
  return [
    `<text class="title" x="${PANEL.left}" y="20">usually ${title}</text>`,
    ...across,
    ...up,
    `<text x="${(PANEL.left + right) / 2}" y="${bottom + 34}" text-anchor="middle">times the usual rate</text>`,
    `<path class="band" d="${pathOf([...steady, ...[...steadyP90].reverse()])}Z"/>`,
    `<path class="line best" d="${pathOf(best)}"/>`,
    `<path class="line drifting" d="${pathOf(drifting)}"/>`,
    `<path class="line steady" d="${pathOf(steady)}"/>`,
  ].join('\n');
}

function legend(): string {
  const entries = [
    ['line steady', 'Groundswell, steady rate'],
    ['line drifting', 'Groundswell, rate drifts by 15 %'],
    ['line best', 'best test that knows both rates'],
  ].map(
    ([kind, words], i) =>
      `<path class="${kind}" d="M20 ${60 + 26 * i}h34"/><text x="62" y="${64 + 26 * i}">${words}</text>`,
  );
  return [
    '<text class="title" x="20" y="34">minutes until confirmed, median</text>',
    ...entries,
    '<rect class="band" x="20" y="130" width="34" height="14"/><text x="62" y="142">steady rate, up to p90</text>',
    '<text x="20" y="176">All: one false alarm a service-year.</text>',
    '<text x="20" y="196">A line ends where a day is not enough.</text>',
  ].join('\n');
}

const pathOf = (points: readonly Point[]): string =>
  points.length === 0 ? 'M0 0' : `M${points.map(({ ratio, minutes }) => `${xOf(ratio)} ${yOf(minutes)}`).join('L')}`;

const share = (value: number, { least, most }: { least: number; most: number }): number =>
  Math.log(value / least) / Math.log(most / least);

const xOf = (ratio: number): number =>
  round(PANEL.left + share(ratio, RATIOS) * (PANEL.width - PANEL.left - PANEL.right));

const yOf = (minutes: number): number =>
  round(PANEL.height - PANEL.bottom - share(minutes, MINUTES) * (PANEL.height - PANEL.top - PANEL.bottom));

const round = (value: number): number => Math.round(10 * value) / 10;
