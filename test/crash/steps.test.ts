/** Killed at every durable step, the observatory comes back with everything that it acknowledged, and goes on. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { EngineStep } from '../../src/engine/engine.ts';
import { checkJournal } from '../../src/journal/check.ts';
import { encodeEntry } from '../../src/journal/codec.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import type { AppendStep } from '../../src/store/sqlite/journal.ts';
import { at } from '../replay/streams.ts';
import { type Acknowledged, aftermathOf } from './aftermath.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-steps-'));
afterAll(() => rmSync(folder, { recursive: true }));
const VICTIM = new URL('./victim.ts', import.meta.url).pathname;

interface Death {
  readonly signal: string | null;
  readonly acknowledged: Acknowledged[];
}

function runVictim(path: string, step: string, count: number): Promise<Death> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [VICTIM, path, step, String(count)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
    child.once('error', reject);
    child.once('close', (_, signal) => {
      const lines = output.split('\n').slice(0, -1);
      resolve({ signal, acknowledged: lines.map((line) => JSON.parse(line) as Acknowledged) });
    });
  });
}

/** What the journal holds beyond what was acknowledged: nothing before the commit, the whole batch after it. */
const steps: readonly (readonly [AppendStep | EngineStep, 'nothing' | 'all'])[] = [
  ['begun', 'nothing'],
  ['entries-written', 'nothing'],
  ['head-written', 'nothing'],
  ['committed', 'all'],
  ['appended', 'all'],
  ['folded', 'all'],
  ['acknowledged', 'all'],
  ['views-saved', 'nothing'],
];

test.concurrent.each(steps)(
  'killed at "%s": what was acknowledged is there, and %s of the batch under way',
  async (step, more) => {
    const path = join(folder, `${step}.db`);
    // Genesis, service, then a tick and ten reports a round; an even count dies in the reports of a round.
    const death = await runVictim(path, step, step === 'views-saved' ? 3 : 10);
    expect(death.signal, 'anti-vacuity: the step was reached').toBe('SIGKILL');
    const { acknowledged } = death;
    expect(acknowledged.length, 'anti-vacuity: reports were acknowledged').toBeGreaterThanOrEqual(30);
    const { size, lost, problems } = await aftermathOf(path, acknowledged);
    expect(lost).toEqual([]);
    expect(problems).toEqual([]);
    const last = acknowledged.at(-1)!.seq;
    if (step === 'views-saved') expect(size).toBe(last + 1);
    // The tick of the round stands between the last acknowledged report and the batch under way.
    else expect(size).toBe(last + 2 + (more === 'all' ? 10 : 0));

    await using store = openSqliteHome(path);
    expect(await store.journal.append([encodeEntry({ kind: 'retired', at: at(0), service: 'shop' })])).toBe(size);
    expect((await checkJournal(store.journal)).problems).toEqual([]);
  },
);
