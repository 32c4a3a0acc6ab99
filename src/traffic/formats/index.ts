/** The line formats that can be read, by name and by sample. */
import type { LineFormat } from '../line.ts';
import { combined, common } from './clf.ts';
import { type ReadOptions, USUAL } from './forwarded.ts';

export type { ReadOptions } from './forwarded.ts';

const FORMATS = [combined, common];

/** The format of that name, or what is wrong with the name. */
export function formatNamed(text: string, options: Partial<ReadOptions> = {}): LineFormat | { readonly error: string } {
  const formats = FORMATS.map((make) => make({ ...USUAL, ...options }));
  const found = formats.find(({ name }) => name === text.trim());
  return (
    found ?? { error: `no format is called "${text}"; the names are ${formats.map(({ name }) => name).join(', ')}` }
  );
}
