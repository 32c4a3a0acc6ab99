/** What a CSV holds, told from its header: counts in columns, counts in rows, or a report a row. */
import { isTimeName } from './csv.ts';

/** `columns`: a column for each service. `rows`: a row for each step and service, or for less. `reports`: a row for each report. */
export type CsvKind = 'columns' | 'rows' | 'reports';

/** No column of counts is called so. */
const TELLING = ['service', 'symptom'];
/** Names of columns that say how many. */
const HOW_MANY = ['count', 'counts', 'n', 'number', 'value', 'total', 'reports'];

export function csvKind(header: readonly string[]): CsvKind {
  if (columnCalled(header, TELLING) !== -1) return countColumnOf(header) === -1 ? 'reports' : 'rows';
  return header.length === 1 && isTimeName(header[0]!) ? 'reports' : 'columns';
}

/** Index of the column that says how many; -1 without one. */
export const countColumnOf = (header: readonly string[]): number => columnCalled(header, HOW_MANY);

/** Index of the column that says of which service a row is; -1 without one. */
export const serviceColumnOf = (header: readonly string[]): number => columnCalled(header, ['service']);

const columnCalled = (header: readonly string[], names: readonly string[]): number =>
  header.findIndex((name) => names.includes(name.toLowerCase()));
