/** Packs one bundle in a thread of its own, on a connection of its own: whoever serves goes on answering. */
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { type JournalPlace, openReader } from '../store/place.ts';
import { PrunedIncidentError } from './select.ts';
import { type BundleOrder, manifestHash, NoSuchIncidentError, writeBundle } from './write.ts';
import { zipFolder } from './zip.ts';

export interface PackingTask {
  readonly place: JournalPlace;
  readonly order: Omit<BundleOrder, 'journal'>;
  /** Where the archive goes. */
  readonly target: string;
}

export type PackingAnswer = { readonly manifest: string } | { readonly gone: string } | 'no-such-incident';

async function pack({ place, order, target }: PackingTask): Promise<PackingAnswer> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-bundle-'));
  try {
    await using journal = await openReader(place);
    const paths = await writeBundle({ ...order, journal }, folder);
    const manifest = manifestHash(folder);
    await zipFolder(folder, paths, `${target}.new`);
    renameSync(`${target}.new`, target);
    return { manifest };
  } catch (cause) {
    if (cause instanceof NoSuchIncidentError) return 'no-such-incident';
    if (cause instanceof PrunedIncidentError) return { gone: cause.message };
    throw cause;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

parentPort?.postMessage(await pack(workerData as PackingTask));
