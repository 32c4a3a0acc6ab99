/** The bundle's description as research data (RO-Crate 1.2): it has to name exactly the files that are there, with their sizes. */
import { type Bag, type Problem, readText } from './bag.ts';

export const CRATE = 'data/ro-crate-metadata.json';

interface Entity {
  readonly '@id': string;
  readonly '@type': string | readonly string[];
  readonly hasPart?: readonly { readonly '@id': string }[];
  readonly contentSize?: string;
}

export async function checkCrate(bag: Bag): Promise<Problem[]> {
  const graph = graphOf((await readText(bag, CRATE)) ?? '');
  const root = graph?.find((entity) => entity['@id'] === './');
  if (graph === undefined || root === undefined) return [{ where: CRATE, what: 'is no RO-Crate' }];
  const files = bag.paths.filter((path) => path.startsWith('data/') && path !== CRATE).map((path) => path.slice(5));
  const parts = new Set((root.hasPart ?? []).map((part) => part['@id']));
  const problems = files
    .filter((path) => !parts.has(path))
    .map((path) => ({ where: CRATE, what: `does not name ${path}` }));
  for (const part of parts) {
    const size = graph.find((entity) => entity['@id'] === part)?.contentSize;
    if (!files.includes(part)) problems.push({ where: CRATE, what: `names ${part}, which is not there` });
    else if (size !== String(bag.size(`data/${part}`)))
      problems.push({ where: CRATE, what: `gives another size of ${part}` });
  }
  return problems;
}

function graphOf(text: string): readonly Entity[] | undefined {
  try {
    const crate = JSON.parse(text) as { '@graph'?: readonly Entity[] };
    return Array.isArray(crate['@graph']) ? crate['@graph'] : undefined;
  } catch {
    return undefined;
  }
}
