/**
 * What a set of the accuracy bench hands back: tables of figures, and where the detector fell under the floors that a
 * short run holds it to. Printed as Markdown, so that the docs can quote it, or as JSON, a row a line of a table.
 */
export interface Options {
  /** Few cases, less than a minute for all sets together, and floors. */
  readonly short: boolean;
  /** Prints what was missed, and every false alarm. */
  readonly misses: boolean;
  /** Prints every alarm on the real series. */
  readonly alarms: boolean;
  /** Draws the figure in docs again. */
  readonly svg: boolean;
  /** Only methods whose name contains this. */
  readonly only: string;
  readonly split: 'tune' | 'score' | 'all';
  /** Simulated sets, and services in each. */
  readonly seeds: readonly number[];
  readonly cases: number;
  /** Quiet services that budgets are checked on. */
  readonly services: number;
}

export interface Section {
  readonly title: string;
  readonly head: readonly string[];
  readonly lines: readonly (readonly string[])[];
  readonly notes: readonly string[];
  /** The figures behind the lines, unrounded. */
  readonly rows: readonly object[];
}

export interface Outcome {
  readonly sections: readonly Section[];
  /** Figures of the detector that a change made worse than they may be. */
  readonly failures: readonly string[];
}

export interface BenchSet {
  readonly name: string;
  /** A text says why the set was skipped. */
  run(options: Options): Promise<Outcome | string> | Outcome | string;
}

export const OURS = 'Groundswell';

/** A table's columns, in order: heading, and the cell of a row. */
export type Columns<Row> = Readonly<Record<string, (row: Row) => string>>;

export function section<Row extends object>(
  title: string,
  rows: readonly Row[],
  columns: Columns<Row>,
  notes: readonly string[] = [],
): Section {
  const lines = rows.map((row) => Object.values(columns).map((cell) => cell(row)));
  return { title, head: Object.keys(columns), lines, notes, rows };
}

export function markdownOf({ title, head, lines, notes }: Section): string {
  const table = [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n');
  return [`**${title}**`, table, ...notes].join('\n\n');
}

export const percent = (share: number): string => (100 * share).toFixed(1);

export const atLeast = (what: string, value: number, least: number): string[] =>
  value >= least ? [] : [`${what} ${value.toFixed(3)}, at least ${least}`];

export const atMost = (what: string, value: number, most: number): string[] =>
  value <= most ? [] : [`${what} ${value.toFixed(3)}, at most ${most}`];

/** The value that a share of all values does not exceed; an unknown one counts as infinite. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * (sorted.length - 1) + 0.5))] ?? Number.NaN;
}
