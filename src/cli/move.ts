/** `groundswell move`: a journal from a file into a cluster, or from there into a file. It has arrived when the tree's heads are the same. */
import { existsSync } from 'node:fs';
import { isIntact, isPruned } from '../journal/codec.ts';
import type { KeptJournal } from '../journal/kept.ts';
import type { TreeHead } from '../journal/tree.ts';
import type { Seq } from '../model/units.ts';
import { openClusterHome, openClusterReader, openClusterTables } from '../store/cluster/home.ts';
import type { ClusterPlace } from '../store/cluster/stream.ts';
import type { JournalHome } from '../store/ports.ts';
import { openSqliteHome } from '../store/sqlite/home.ts';
import { CLUSTER_HELP, CLUSTER_OPTIONS, clusterPlace } from './cluster-place.ts';
import { type Command, EXIT, type Io, printJson, UsageError } from './command.ts';
import { DATA_HELP, DATA_OPTION, journalPath, openExistingJournal } from './journal-file.ts';
import { moveTables } from './move-tables.ts';
import { Progress } from './progress.ts';

const BATCH = 1_000;
const NOT_MOVED =
  'texts or signals were removed from this journal, and a cluster holds entries as they were made; it has to stay in a file';

export const move: Command = {
  summary: 'move a journal from a file into a cluster, or back',
  help: `
Usage: groundswell move to-cluster --nats HOST:PORT,... --postgres URL [options]
       groundswell move to-file --nats HOST:PORT,... --postgres URL --data FILE [options]

Copies every entry, byte for byte, into a journal that is empty or holds the beginning of this one, and compares the heads of both
trees. Subscriptions of readers and the log of alerts go along. What it was copied from stays as it is; stop it for good, or people are
told twice. Views are made again from the journal when the observatory starts.

Options:
${CLUSTER_HELP}
${DATA_HELP}
      --json                  as JSON

Examples:
  groundswell move to-cluster --data data/groundswell.db --nats a:4222,b:4222,c:4222 --postgres postgres://gs@db/gs
  groundswell move to-file --data copy.db --nats a:4222 --postgres postgres://gs@db/gs
`,
  options: { ...DATA_OPTION, ...CLUSTER_OPTIONS, json: { type: 'boolean' } },
  takesFile: true,
  async run({ values, positionals }, io) {
    const [direction, ...more] = positionals;
    const place = clusterPlace(values);
    if ((direction !== 'to-cluster' && direction !== 'to-file') || more.length > 0) {
      throw new UsageError('say where to: to-cluster, or to-file');
    }
    if (place === undefined) throw new UsageError('name the cluster with --nats and --postgres');
    const path = journalPath(values);
    const head = direction === 'to-cluster' ? await toCluster(values, place, io) : await toFile(path, place, io);
    const root = Buffer.from(head.root).toString('base64');
    if (values.json === true) printJson(io, { entries: head.size, root });
    else io.stdout.write(`${head.size} entries have arrived; the root of both trees is ${root}\n`);
    return EXIT.ok;
  },
};

async function toCluster(
  values: Parameters<typeof openExistingJournal>[0],
  place: ClusterPlace,
  io: Io,
): Promise<TreeHead> {
  await using source = openExistingJournal(values).store;
  const failures: unknown[] = [];
  await using target = await openClusterHome(place, { onFailure: (cause) => failures.push(cause) });
  const head = await copy(source.journal, target.journal, io);
  await moveTables(source.tables, target.tables);
  if (failures.length > 0) throw failures[0];
  return head;
}

async function toFile(path: string, place: ClusterPlace, io: Io): Promise<TreeHead> {
  if (existsSync(path)) throw new UsageError(`there is a file ${path} already; name a new one with --data`);
  await using source = await openClusterReader(place);
  await using target = openSqliteHome(path);
  const head = await copy(source, target.journal, io);
  await using opened = await openClusterTables(place);
  await moveTables(opened.tables, target.tables);
  return head;
}

async function copy(source: KeptJournal, target: JournalHome, io: Io): Promise<TreeHead> {
  const { size, root } = source.head();
  const progress = new Progress(io, 'Copying the journal');
  await refuseOther(source, target);
  for (let at = target.head().size; at < size; at = target.head().size) {
    const rows = await source.read(at as Seq, Math.min(BATCH, size - at));
    // What was altered where it lay must not be carried on as if it were whole.
    const wrong = rows.find((row) => !isIntact(row));
    if (wrong !== undefined || rows.length === 0)
      throw new Error(`entry ${wrong?.seq ?? at} is damaged; see groundswell check`);
    if (rows.some(({ residue, body }) => residue !== undefined || isPruned(body))) throw new Error(NOT_MOVED);
    await target.append(rows.map(({ body, hash }) => ({ body, hash })));
    progress.at(target.head().size, size, 'entries');
  }
  progress.end();
  const arrived = target.head();
  if (arrived.size !== size || Buffer.compare(arrived.root, root) !== 0) {
    throw new Error(`the trees differ: ${size} entries here, ${arrived.size} there, or other ones`);
  }
  return arrived;
}

/** A move that was broken off goes on; another journal is never written over. */
async function refuseOther(source: KeptJournal, target: JournalHome): Promise<void> {
  const { size } = target.head();
  if (size === 0) return;
  const [mine] = await source.read((size - 1) as Seq, 1);
  const [theirs] = await target.read((size - 1) as Seq, 1);
  if (mine === undefined || theirs === undefined || Buffer.compare(mine.hash, theirs.hash) !== 0) {
    throw new Error(`there is another journal already, with ${size} entries; name a new one`);
  }
}
