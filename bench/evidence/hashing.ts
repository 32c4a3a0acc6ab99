/**
 * What hashing costs: reports are encoded, stored and folded without any HTTP, and the same entries' leaf hashes, the tree and a
 * checkpoint for each batch are computed by themselves; then a proof of each hundredth entry. `npm run bench:hashing`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Engine } from '../../src/engine/engine.ts';
import { encodeEntry, hashOfBody } from '../../src/journal/codec.ts';
import { checkpointText, newKey, signerFromPem, signNote } from '../../src/journal/note.ts';
import { inclusionProof } from '../../src/journal/proofs.ts';
import { Frontier } from '../../src/journal/tree.ts';
import type { Entry } from '../../src/model/entry.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { minutesOf, SMALL } from '../../test/evidence/world.ts';

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

  const bodies = minutes.flat().map((entry) => encodeEntry(entry).body);
  const signer = signerFromPem('log.example/bench', newKey());
  const frontier = new Frontier();
  const hashingFrom = cpuSeconds();
  bodies.forEach((body, index) => {
    frontier.append(hashOfBody(body));
    // Far more often than once a minute.
    if (index % A_MINUTE === 0) signNote(checkpointText('log.example/bench', frontier.head()), signer);
  });
  const hashing = cpuSeconds() - hashingFrom;
  const { journal } = engine.store;
  const provingFrom = cpuSeconds();
  for (let index = 0; index < bodies.length; index += PROVEN_EVERY) {
    await inclusionProof((level, from, count) => journal.hashes(level, from, count), index, journal.head().size);
  }
  const proving = cpuSeconds() - provingFrom;
  await engine.close();
  const share = (part: number): string => `${((100 * part) / ingest).toFixed(1)} %`;
  say(
    `${bodies.length.toLocaleString('en')} entries taken, folded and stored: ${ingest.toFixed(2)} s of processor time`,
  );
  say(`of that, hashes, tree and ${MINUTES} checkpoints: ${hashing.toFixed(2)} s, ${share(hashing)}`);
  const proofs = Math.ceil(bodies.length / PROVEN_EVERY);
  say(`a proof, made when it is asked for: ${((1_000 * proving) / proofs).toFixed(1)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
