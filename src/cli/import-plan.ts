/** What an import was asked for, and what it has done so far. */
import { basename } from 'node:path';
import { idOf } from '../doors/import.ts';
import { ID_PATTERN, type Service } from '../model/service.ts';
import { textOption, UsageError, type Values } from './command.ts';

export interface ImportPlan {
  /** As it was named; `-` is standard input. */
  readonly file: string;
  readonly service: string | undefined;
  readonly timeline: string | undefined;
}

export interface Imported {
  entries: number;
  signals: number;
  /** Taken, but too far out of order to be judged. */
  late: number;
  refused: number;
  readonly refusals: { line: number; detail: string }[];
  readonly services: Set<string>;
}

export function importPlan(values: Values, file: string): ImportPlan {
  return { file, service: idOption(values, 'service'), timeline: idOption(values, 'timeline') };
}

/** The clock of known services, or the one that was asked for, or one named after the file. */
export function timelineFor(plan: ImportPlan, known: readonly (Service | undefined)[]): string {
  const [service] = known.filter((each) => each !== undefined);
  const timeline = plan.timeline ?? service?.timeline ?? `import-${idOf(stemOf(plan.file))}`;
  const other = known.find((each) => each !== undefined && each.timeline !== timeline);
  if (other !== undefined) {
    throw new UsageError(`${other.id} lives by the clock "${other.timeline}", not by "${timeline}"; see --timeline`);
  }
  return timeline;
}

export const stemOf = (file: string): string => (file === '-' ? 'stdin' : basename(file).replace(/\..*$/, ''));

function idOption(values: Values, name: string): string | undefined {
  const text = textOption(values, name);
  if (text === undefined || ID_PATTERN.test(text)) return text;
  throw new UsageError(`--${name} takes lower-case letters, digits and hyphens, at most 64, not "${text}"`);
}
