/** The bundle described as research data (RO-Crate 1.2, a crate in the payload of a bag), so that archives can list it. */

import type { CaseFacts } from '../case/facts.ts';
import { isoMinute } from '../model/units.ts';

const ABOUT: Readonly<Record<string, { readonly name: string; readonly encodingFormat: string }>> = {
  'account.html': { name: 'The account, to read and to print', encodingFormat: 'text/html' },
  'facts.json': { name: 'The same figures, for machines', encodingFormat: 'application/json' },
  'journal.txt.gz': {
    name: 'The entries that the figures come from, and hashes of what was left out',
    encodingFormat: 'application/gzip',
  },
  'base.txt': { name: 'What followed from signals that are not kept any more', encodingFormat: 'text/plain' },
  checkpoint: { name: 'The signed root of the journal', encodingFormat: 'text/plain' },
  keys: { name: 'Keys of the log', encodingFormat: 'text/plain' },
  'about.json': { name: 'Method, version, and what was left out and why', encodingFormat: 'application/json' },
};
const PROOF = { name: 'That an entry which decided stands in the log', encodingFormat: 'text/plain' };

/** @param published the day of the checkpoint's last entry */
export function crateOf(facts: CaseFacts, files: readonly { path: string; size: number }[], published: string): string {
  const { incident, service } = facts;
  const parts = files.map(({ path, size }) => ({
    '@id': path,
    '@type': 'File',
    ...(ABOUT[path] ?? PROOF),
    contentSize: String(size),
  }));
  const graph = [
    {
      '@id': 'ro-crate-metadata.json',
      '@type': 'CreativeWork',
      about: { '@id': './' },
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' },
    },
    {
      '@id': './',
      '@type': 'Dataset',
      name: `Evidence of the incident ${incident?.id}`,
      description: `What was counted about ${service?.name}, from ${incident === null ? '' : isoMinute(incident.start)} on, and the proof that nothing of it was altered.`,
      datePublished: published,
      license: { '@id': 'https://www.apache.org/licenses/LICENSE-2.0' },
      hasPart: parts.map((part) => ({ '@id': part['@id'] })),
    },
    {
      '@id': 'https://www.apache.org/licenses/LICENSE-2.0',
      '@type': 'CreativeWork',
      name: 'Apache License 2.0',
    },
    ...parts,
  ];
  return `${JSON.stringify({ '@context': 'https://w3id.org/ro/crate/1.2/context', '@graph': graph }, null, 2)}\n`;
}
