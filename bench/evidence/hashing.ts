/**
 * What hashing costs of taking signals: reports come in at the door for programs (NDJSON over loopback), are checked, encoded,
 * stored and folded; the same entries' leaf hashes, the tree and a checkpoint for each minute are computed by themselves; then a
 * proof of each hundredth entry. Told beside it: the share of encoding, storing and folding alone. `npm run bench:hashing`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine.ts';
import { encodeEntry } from '../../src/journal/codec.ts';
import { checkpointText, newKey, signerFromPem, signNote } from '../../src/journal/note.ts';
import { inclusionProof } from '../../src/journal/proofs.ts';
import { Frontier, leafHash } from '../../src/journal/tree.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { minutesOf, SMALL, START } from '../../test/evidence/world.ts';
import { startHarness, TOKEN } from '../../test/http/harness.ts';

const MINUTES = 100;
const A_MINUTE = 2_000;
const PROVEN_EVERY = 100;
const say = (words: string): void => void process.stdout.write(`${words}\n`);
const cpuSeconds = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6;

const folder = mkdtempSync(join(tmpdir(), 'groundswell-hashing-'));
try {
  const shape = { ...SMALL, quietMinutes: 0, outageMinutes: MINUTES, reportsAMinute: A_MINUTE, afterMinutes: 0 };
  const minutes: Entry[][] = [...minutesOf(shape)];
  const engine = await Engine.open(openSqliteHome(join(folder, 'j.db')), {
    now: () => 0 as EpochMs,
    onFatal: (cause) => {
      throw cause;
    },
  });
  const before = cpuSeconds();
  for (const entries of minutes) await engine.submitAll(entries);
  const ingest = cpuSeconds() - before;

  // With the byte before each that says it is a leaf, as an entry is encoded.
  const leaves = minutes.flat().map((entry) => Buffer.concat([Buffer.of(0), encodeEntry(entry).body]));
  const signer = signerFromPem('log.example/bench', newKey());
  const frontier = new Frontier();
  const hashingFrom = cpuSeconds();
  leaves.forEach((leaf, index) => {
    frontier.append(leafHash(leaf));
    // Far more often than once a minute.
    if (index % A_MINUTE === 0) signNote(checkpointText('log.example/bench', frontier.head()), signer);
  });
  const hashing = cpuSeconds() - hashingFrom;
  const door = await throughDoor(minutes);
  const { journal } = engine.store;
  const provingFrom = cpuSeconds();
  for (let index = 0; index < leaves.length; index += PROVEN_EVERY) {
    await inclusionProof((level, from, count) => journal.hashes(level, from, count), index, journal.head().size);
  }
  const proving = cpuSeconds() - provingFrom;
  await engine.close();
  const share = (part: number): string => `${((100 * part) / ingest).toFixed(1)} %`;
  say(
    `${leaves.length.toLocaleString('en')} signals taken at the door for programs: ${door.toFixed(2)} s of processor time`,
  );
  say(
    `of that, hashes, tree and ${MINUTES} checkpoints: ${hashing.toFixed(2)} s, ${((100 * hashing) / door).toFixed(1)} %`,
  );
  say(
    `${leaves.length.toLocaleString('en')} entries encoded, stored and folded, without a door: ${ingest.toFixed(2)} s`,
  );
  say(`of that, hashes, tree and ${MINUTES} checkpoints: ${share(hashing)}`);
  const proofs = Math.ceil(leaves.length / PROVEN_EVERY);
  say(`a proof, made when it is asked for: ${((1_000 * proving) / proofs).toFixed(1)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The same reports as lines of JSON, a minute in a request. @returns seconds of processor time */
async function throughDoor(minutes: readonly Entry[][]): Promise<number> {
  const it = await startHarness({ startAt: START + (MINUTES + 1) * 60_000 });
  try {
    const bodies = minutes.map((entries) =>
      entries
        .flatMap((entry) =>
          entry.kind === 'report' ? [JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() })] : [],
        )
        .join('\n'),
    );
    const from = cpuSeconds();
    for (const body of bodies) {
      const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/x-ndjson' };
      const answer = await fetch(`${it.url}/api/v1/signals`, { method: 'POST', headers, body });
      if (!answer.ok) throw new Error(await answer.text());
      await answer.text();
    }
    return cpuSeconds() - from;
  } finally {
    await it.close();
    it.remove();
  }
}
