/** Figures in the account, each marked with the fact that it shows. */
import type { CaseFacts } from '../case/facts.ts';
import { escaped } from '../chart/svg.ts';
import { MINUTE_MS } from '../model/units.ts';

type Path = readonly (string | number)[];

export interface Marks {
  /** A fact as it is. */
  show(...path: Path): string;
  /** Minutes since 1970 as a time. */
  time(...path: Path): string;
  /** A share as whole percent. */
  percent(...path: Path): string;
}

export function marksOf(facts: CaseFacts): Marks {
  const mark = (tag: string, path: Path, words: (fact: unknown) => string): string => {
    const fact = path.reduce<unknown>((value, key) => (value as Record<string | number, unknown>)[key], facts);
    const name = escaped(path.map((key) => encodeURIComponent(key)).join('/'));
    const text = fact === null || fact === undefined ? 'none' : words(fact);
    return `<${tag} data-fact="${name}">${escaped(text)}</${tag.split(' ')[0]}>`;
  };
  return {
    show: (...path) => mark('data', path, String),
    time: (...path) =>
      mark('time', path, (fact) => `${new Date((fact as number) * MINUTE_MS).toISOString().slice(0, 16)}Z`),
    percent: (...path) => mark('data class="share"', path, (fact) => `${Math.round(100 * (fact as number))} %`),
  };
}
