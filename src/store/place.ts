/** Where a journal lies, as plain data that a thread can be told, and reading it beside the process that writes it. */
import { openClusterReader } from './cluster/home.ts';
import type { ClusterPlace } from './cluster/stream.ts';
import type { ReadableJournal, Store } from './ports.ts';
import { openJournalReader } from './sqlite/reader.ts';

export type JournalPlace = { readonly file: string } | { readonly cluster: ClusterPlace };

export const openReader = async (place: JournalPlace): Promise<ReadableJournal & AsyncDisposable> =>
  'file' in place ? openJournalReader(place.file) : openClusterReader(place.cluster);

/** The same of a store that is open here. */
export const readableOf = ({ journal, views }: Store): ReadableJournal => ({
  read: (from, limit) => journal.read(from, limit),
  ...(journal.readAbout && { readAbout: (from, to, services) => journal.readAbout!(from, to, services) }),
  hashes: (level, from, count) => journal.hashes(level, from, count),
  base: async () => views.bases?.settled(),
});
