/**
 * Harms an observatory of three processes under load, again and again: `node test/cluster/rounds.ts --rounds 100`. Reporters send to all
 * of them; each round kills, pauses or cuts off one part, waits until reports are acknowledged again, and puts it right. At the end the
 * journal is judged: everything that was acknowledged stands there once, and the views are those of a fold from the beginning.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { optionsOf } from '../../bench/options.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { openClusterHome, openClusterReader } from '../../src/store/cluster/home.ts';
import type { Store } from '../../src/store/ports.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { groundswell, type Serving, startServer } from '../cli/program.ts';
import { openWay, type Way } from './cuts.ts';
import { type Nats, type Postgresql, startNats, startPostgresql } from './servers.ts';

const SENDERS = 6;
/** A process, or a server, that was harmed for so long is put right. */
const HARMED_MS = { least: 1_000, most: 6_000 };
const PATIENCE_MS = 60_000;

export const HARMS = [
  'the one that writes is killed',
  'the one that writes is paused',
  'the one that writes is cut off',
  'the one that writes is asked to stop',
  'one that follows is killed',
  'one that follows is cut off',
  'a NATS server is killed',
  'a NATS server is paused',
  'PostgreSQL is stopped',
] as const;
export type Harm = (typeof HARMS)[number];

export interface Summary {
  readonly rounds: Readonly<Record<string, number>>;
  readonly acknowledged: number;
  readonly refused: number;
  readonly lost: number;
  readonly twice: number;
  /** Takeovers: how often another process began to write. */
  readonly takeovers: number;
  /** Lines of the views that are not those of a fold from the beginning. */
  readonly wrongViews: number;
  /** Longest time without an acknowledgement, in seconds, by what was done. */
  readonly pauses: Readonly<Record<string, number>>;
}

interface Node {
  readonly serving: Serving;
  readonly ways: readonly Way[];
}

export interface RoundsOptions {
  /** A writer that was harmed stays so until another one writes; else for a while that chance sets, which may be too short for that. */
  readonly untilTakenOver?: boolean;
  readonly onRound?: (line: string) => void;
}

export async function harmAgainAndAgain(
  harms: readonly Harm[],
  { untilTakenOver = false, onRound = () => {} }: RoundsOptions = {},
): Promise<Summary> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-rounds-'));
  writeFileSync(join(folder, 'services.yaml'), CONFIG);
  await using nats = await startNats();
  await using postgresql = await startPostgresql();
  const crowd = new Crowd();
  const nodes: Node[] = [];
  try {
    for (let n = 0; n < 3; n += 1) nodes.push(await startNode(folder, nats, postgresql));
    let writer = await writerOf(nodes);
    crowd.start(nodes);
    let takeovers = 0;
    for (const [round, harm] of harms.entries()) {
      await crowd.untilMore(20);
      const from = performance.now();
      const mend = await doHarm(harm, nodes, writer, nats, postgresql, () => startNode(folder, nats, postgresql));
      if (untilTakenOver && harm.startsWith('the one that writes'))
        await writerOf(nodes.filter((node) => node !== writer));
      else await wait(HARMED_MS.least + Math.random() * (HARMED_MS.most - HARMED_MS.least));
      await mend();
      await crowd.untilMore(50);
      const next = await writerOf(nodes);
      if (next !== writer) takeovers += 1;
      writer = next;
      const pause = crowd.endRound(harm, from);
      onRound(
        `round ${round + 1}: ${harm}, ${pause.toFixed(1)} s without an acknowledgement, ${crowd.acknowledged.size} so far`,
      );
    }
    await crowd.stop();
    for (const { serving, ways } of nodes.splice(0)) {
      await serving.stop();
      for (const way of ways) await way[Symbol.asyncDispose]();
    }
    const { acknowledged, refused, pauses } = crowd;
    const place = { servers: nats.servers, database: postgresql.url, name: 'main', replicas: 3 };
    const stored = await storedIn(place);
    const rounds: Record<string, number> = {};
    for (const harm of harms) rounds[harm] = (rounds[harm] ?? 0) + 1;
    return {
      ...{ rounds, acknowledged: acknowledged.size, refused, takeovers, pauses },
      lost: [...acknowledged].filter((id) => !stored.has(id)).length,
      twice: [...stored.values()].filter((times) => times > 1).length,
      wrongViews: await wrongViews(folder, nats, postgresql, () => openClusterHome(place, { onFailure: () => {} })),
    };
  } catch (cause) {
    const said = await Promise.all(
      nodes.map(async (node) => JSON.stringify((await healthOf(node)) ?? null) + node.serving.err()),
    );
    throw new Error([(cause as Error).message, ...said, await nats.told()].join('\n'), { cause });
  } finally {
    await crowd.stop();
    for (const { serving } of nodes) {
      serving.signal('SIGCONT');
      await serving.stop('SIGKILL');
    }
    rmSync(folder, { recursive: true });
  }
}

const CONFIG = `
trustedProxies: [127.0.0.1]
limits:
  perSource: { burst: 1000000, perSecond: 1000000 }
  total: { burst: 10000000, perSecond: 1000000 }
services:
  - { id: shop, name: Shop }
  - { id: mail, name: Mail }
`;

/** Each reaches the servers on ways of its own. */
async function startNode(folder: string, nats: Nats, postgresql: Postgresql): Promise<Node> {
  const ways = await Promise.all([...nats.servers, new URL(postgresql.url).host].map(openWay));
  const [database, ...servers] = ways.map(({ address }) => address).toReversed();
  const postgres = Object.assign(new URL(postgresql.url), { host: database }).href;
  const serving = await startServer(
    [
      'serve',
      '-c',
      'services.yaml',
      '-d',
      'data/j.db',
      '--keys',
      'keys',
      '--nats',
      servers.join(','),
      '--postgres',
      postgres,
    ],
    folder,
  );
  return { serving, ways };
}

/** The one that writes, once all of them say the same of it. */
async function writerOf(nodes: readonly Node[]): Promise<Node> {
  let told: unknown[] = [];
  for (const late = Date.now() + PATIENCE_MS; Date.now() < late; await wait(100)) {
    const answers = await Promise.all(nodes.map(healthOf));
    told = answers;
    const writer = nodes[answers.findIndex((health) => health !== undefined && health.status !== 'standby')];
    const others = answers.filter((health) => health?.status === 'standby');
    if (writer && others.length === nodes.length - 1 && others.every((health) => health!.active === writer.serving.url))
      return writer;
  }
  throw new Error(`they do not agree who writes: ${JSON.stringify(told)}`);
}

const healthOf = async ({ serving }: Node): Promise<{ status: string; active?: string | null } | undefined> => {
  try {
    return (await (await fetch(`${serving.url}/healthz`, { signal: AbortSignal.timeout(1_000) })).json()) as never;
  } catch {
    return undefined;
  }
};

/** @returns what puts it right */
async function doHarm(
  harm: Harm,
  nodes: Node[],
  writer: Node,
  nats: Nats,
  postgresql: Postgresql,
  start: () => Promise<Node>,
): Promise<() => Promise<void>> {
  const follower = nodes.find((node) => node !== writer)!;
  const server = Math.floor(Math.random() * 3);
  const end = async (node: Node, signal: NodeJS.Signals): Promise<() => Promise<void>> => {
    await node.serving.stop(signal);
    for (const way of node.ways) await way[Symbol.asyncDispose]();
    return async () => {
      nodes[nodes.indexOf(node)] = await start();
    };
  };
  const cut = ({ ways }: Node) => {
    for (const way of ways) way.cut();
    return async () => {
      for (const way of ways) way.heal();
    };
  };
  switch (harm) {
    case 'the one that writes is killed':
      return end(writer, 'SIGKILL');
    case 'the one that writes is asked to stop':
      return end(writer, 'SIGTERM');
    case 'one that follows is killed':
      return end(follower, 'SIGKILL');
    case 'the one that writes is cut off':
      return cut(writer);
    case 'one that follows is cut off':
      return cut(follower);
    case 'the one that writes is paused':
      writer.serving.signal('SIGSTOP');
      return async () => writer.serving.signal('SIGCONT');
    case 'a NATS server is killed':
      nats.signal(server, 'SIGKILL');
      return () => nats.restart(server);
    case 'a NATS server is paused':
      nats.signal(server, 'SIGSTOP');
      return async () => nats.signal(server, 'SIGCONT');
    case 'PostgreSQL is stopped':
      await postgresql.stop();
      return () => postgresql.start();
  }
}

/** Reports to all processes in turn, one after the other by each sender. */
class Crowd {
  readonly acknowledged = new Set<string>();
  readonly pauses: Record<string, number> = {};
  refused = 0;
  #times: number[] = [];
  #stopped = false;
  #senders: Promise<void>[] = [];

  start(nodes: readonly Node[]): void {
    this.#senders = Array.from({ length: SENDERS }, async (_, i) => {
      for (let n = i; !this.#stopped; n += 1) {
        const answer = await this.#send(nodes[n % nodes.length]!.serving.url, `198.51.100.${(n * 7) % 250}`);
        if (answer === undefined) {
          this.refused += 1;
          await wait(20);
        } else {
          this.acknowledged.add(answer);
          this.#times.push(performance.now());
        }
        await wait(5);
      }
    });
  }

  /** @returns the id of what was acknowledged */
  async #send(url: string, from: string): Promise<string | undefined> {
    try {
      const answer = await fetch(`${url}/api/v1/reports`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': from },
        body: JSON.stringify({ service: 'shop', symptom: 'slow' }),
        signal: AbortSignal.timeout(3_000),
      });
      return answer.status === 202 ? ((await answer.json()) as { id: string }).id : undefined;
    } catch {
      return undefined;
    }
  }

  async untilMore(count: number): Promise<void> {
    const wanted = this.acknowledged.size + count;
    for (const late = Date.now() + PATIENCE_MS; this.acknowledged.size < wanted; await wait(20)) {
      if (Date.now() > late) throw new Error(`no report was acknowledged for ${PATIENCE_MS} ms`);
    }
  }

  /** @returns the longest time without an acknowledgement since then, in seconds */
  endRound(harm: Harm, from: number): number {
    const times = [from, ...this.#times.filter((at) => at >= from)];
    const pause = Math.max(...times.slice(1).map((at, i) => at - times[i]!)) / 1_000;
    this.pauses[harm] = Math.max(this.pauses[harm] ?? 0, Math.round(pause * 10) / 10);
    this.#times = [];
    return pause;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#senders);
  }
}

/** How often each report stands in the journal. */
async function storedIn(place: Parameters<typeof openClusterReader>[0]): Promise<Map<string, number>> {
  await using reader = await openClusterReader(place);
  const stored = new Map<string, number>();
  for (const { body } of await reader.read(0 as Seq, reader.head().size)) {
    const entry = JSON.parse(Buffer.from(body).toString()) as { kind: string; id: string };
    if (entry.kind === 'report') stored.set(entry.id, (stored.get(entry.id) ?? 0) + 1);
  }
  return stored;
}

async function wrongViews(
  folder: string,
  nats: Nats,
  postgresql: Postgresql,
  open: () => Promise<Store>,
): Promise<number> {
  const path = join(folder, 'copy.db');
  const move = ['move', 'to-file', '-d', path, '--nats', nats.servers.join(','), '--postgres', postgresql.url];
  for (const args of [move, ['rebuild', '-d', path]]) {
    const { code, err } = await groundswell(args, { cwd: folder });
    if (code !== 0) throw new Error(err);
  }
  // What was not saved when the last process stopped follows from the journal.
  const engine = await Engine.open(await open(), { now: () => Date.now() as EpochMs, onFatal: () => {} });
  await engine.close();
  const rebuilt = new Set(await linesOf(openSqliteHome(path)));
  const kept = new Set(await linesOf(await open()));
  return [...kept].filter((line) => !rebuilt.has(line)).length + [...rebuilt].filter((line) => !kept.has(line)).length;
}

async function linesOf(opened: Store): Promise<string[]> {
  await using store = opened;
  const lines: string[] = [];
  for await (const line of store.views.lines()) lines.push(line);
  return lines;
}

if (import.meta.main) {
  const values = optionsOf(
    `
Usage: node test/cluster/rounds.ts [options]

Harms an observatory of three processes under load, again and again, and judges its journal and its views afterwards. Exit code 1 where
anything acknowledged is lost or stands there twice, or the views are wrong.

Options:
      --rounds N       how often  (default 18)
      --only TEXT      only harms whose name holds this: ${HARMS.join(', ')}

Examples:
  node test/cluster/rounds.ts --rounds 100
  node test/cluster/rounds.ts --rounds 60 --only NATS
`,
    { rounds: { type: 'string', default: '18' }, only: { type: 'string' } },
  );
  const chosen = HARMS.filter((harm) => harm.includes(values.only ?? ''));
  const harms = Array.from({ length: Number(values.rounds) }, (_, round) => chosen[round % chosen.length]!);
  const summary = await harmAgainAndAgain(harms, { onRound: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`${JSON.stringify(summary, undefined, 2)}\n`);
  process.exitCode = summary.lost + summary.twice + summary.wrongViews === 0 ? 0 : 1;
}
