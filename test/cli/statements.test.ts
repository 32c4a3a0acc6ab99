/** Laws of `groundswell statements`: it reads files and standard input, tells why, and checks against a journal. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Engine } from '../../src/engine/engine.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { groundswell, tempFolder } from './program.ts';

const folder = tempFolder();
const article = join(folder, 'article.txt');
writeFileSync(
  article,
  'Over 500 users reported the outage, Mia Berg said. It came in three waves. It began at 6:00 ET (3:00 PM IST).\n',
);

interface Told {
  statements: {
    measure: { kind: string };
    speaker: string | null;
    readings: string[];
    because: unknown[];
    verdict: { verdict: string } | null;
  }[];
  impossible: { why: string }[];
}

test.concurrent('each statement comes with its speaker, its readings and the words that led to it', async () => {
  const { code, out, err } = await groundswell(['statements', article, '--json']);
  expect([code, err]).toEqual([0, '']);
  const told = JSON.parse(out) as Told;
  expect(told.statements.map(({ measure }) => measure.kind)).toEqual(['count', 'waves', 'onset']);
  expect(told.statements[0]!.speaker).toBe('Mia Berg');
  for (const { readings, because, verdict } of told.statements) {
    expect(readings.length).toBeGreaterThan(0);
    expect(because.length).toBeGreaterThan(0);
    expect(verdict).toBeNull();
  }
  expect(told.impossible.length).toBe(1);
  const text = await groundswell(['statements', article]);
  expect(text.out).toContain('said by: Mia Berg');
});

test.concurrent('a German article is read by the rules of German; a language that is not there is told', async () => {
  const german = join(folder, 'artikel.txt');
  writeFileSync(
    german,
    'Laut Netzpuls fiel der Dienst gegen 9.15 Uhr MEZ aus; die Störung dauerte rund zwei Stunden.\n',
  );
  const { out } = await groundswell(['statements', german, '--json']);
  const told = JSON.parse(out) as Told;
  expect(told.statements.map(({ measure }) => measure.kind)).toEqual(['duration', 'onset']);
  expect(told.statements[0]!.speaker).toBe('Netzpuls');
  expect((await groundswell(['statements', german, '--lang', 'en', '--json'])).out).toContain('"language": "en"');
  const { code, err } = await groundswell(['statements', german, '--lang', 'xx']);
  expect([code, err.includes('en or de')]).toEqual([2, true]);
});

test.concurrent('a model is asked only where it is named with its address; what went wrong is told beside the rules’ statements', async () => {
  const half = await groundswell(['statements', article, '--model', 'tester']);
  expect([half.code, half.err.includes('--model-url')]).toEqual([2, true]);
  const nobody = ['--model', 'tester', '--model-url', 'http://127.0.0.1:9/v1'];
  const { code, out } = await groundswell(['statements', article, ...nobody]);
  expect(code).toBe(0);
  expect(out).toContain('tester pointed at nothing: the model’s server at 127.0.0.1:9 could not be asked');
  expect(out).toContain('said by: Mia Berg');
});

test.concurrent('against an incident of a journal, each has a verdict', async () => {
  const path = join(folder, 'journal.db');
  const start = Date.parse('2026-03-10T00:00Z');
  const engine = await Engine.open(openSqliteHome(path), { now: () => start as EpochMs, onFatal: () => {} });
  const service = {
    id: 'shop',
    name: 'Shop',
    category: 'Other',
    components: [],
    providers: [],
    timeline: 'past',
    stepMinutes: 1,
    provenance: { kind: 'replayed' as const, sources: [] },
  };
  await engine.submit({ kind: 'service', at: start as EpochMs, service });
  for (let minute = 0; minute < 1_440; minute += 1) {
    const at = (start + minute * 60_000) as EpochMs;
    const count = minute >= 600 && minute < 620 ? 30 : minute % 7 === 0 ? 1 : 0;
    await engine.submitAll([
      { kind: 'tally', at, service: 'shop', source: 'test', stepMinutes: 1, count },
      { kind: 'tick', at: (at + 60_000) as EpochMs, timeline: 'past' },
    ]);
  }
  const [incident] = await engine.incidents({ services: ['shop'], limit: 1 });
  await engine.close();
  const { code, out, err } = await groundswell([
    'statements',
    article,
    '--json',
    '--incident',
    incident!.id,
    '--data',
    path,
  ]);
  expect([code, err]).toEqual([0, '']);
  const verdicts = (JSON.parse(out) as Told).statements.map(({ verdict }) => verdict!.verdict);
  // 600 reports in twenty minutes, in one wave, at 10:00 UTC.
  expect(verdicts).toEqual(['depends on the reading', 'contradicted', 'supported']);
  // Summer time had begun in the United States two days before the incident.
  expect((JSON.parse(out) as Told).impossible[0]!.why).toBe('06:00 ET is 15:30 IST, not 15:00');
  const none = await groundswell(['statements', article, '--incident', 'none', '--data', path]);
  expect([none.code, none.err]).toEqual([1, expect.stringContaining('no incident none')]);
});

test.concurrent('what is no article is refused in a sentence', async () => {
  const empty = join(folder, 'empty.txt');
  writeFileSync(empty, ' \n');
  for (const [args, words] of [
    [[empty], 'empty'],
    [[article, '--date', 'March'], '2025-03-10'],
    [[join(folder, 'none.txt')], 'there is no file'],
  ] as const) {
    const { code, err } = await groundswell(['statements', ...args]);
    expect(code).toBeGreaterThan(0);
    expect(err).toContain(words);
  }
});
