/** Laws of the command line: it explains itself, and every failure is one plain sentence and an exit code. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { groundswell, tempFolder } from './program.ts';

const COMMANDS = ['serve', 'demo', 'import', 'detect', 'probe', 'statements', 'hold', 'rebuild', 'check'];

test.concurrent('--help names every command, each of which explains itself with examples; --version is a version', async () => {
  const [help, none, version, ...each] = await Promise.all([
    groundswell(['--help']),
    groundswell([]),
    groundswell(['--version']),
    ...COMMANDS.map((name, index) => groundswell(index % 2 === 0 ? [name, '--help'] : ['help', name])),
  ]);
  expect(help).toMatchObject({ code: 0, err: '' });
  for (const name of COMMANDS) expect(help!.out).toMatch(new RegExp(`^ {2}${name} `, 'm'));
  expect([none!.code, none!.out]).toEqual([2, help!.out]);
  expect(version).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  each.forEach(({ code, out, err }, index) => {
    const name = COMMANDS[index]!;
    expect([name, code, err]).toEqual([name, 0, '']);
    expect(out).toContain(`Usage: groundswell ${name}`);
    expect(out).toMatch(new RegExp(`^Examples?:\n(  .+\n)*  .*groundswell ${name}`, 'm'));
    expect(out).toContain('--json');
    for (const line of out.split('\n')) expect(line.length, line).toBeLessThanOrEqual(120);
  });
});

const folder = tempFolder();
const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
mkdirSync(join(folder, 'a-folder'));
const good = file('good.csv', 'time,count\n2025-01-01T00:00Z,1\n2025-01-01T00:01Z,1\n');
const bad = file('bad.csv', 'time,count\n2025-01-01T00:00Z,1\n2025-01-01T00:01Z,many\n');
const text = file('text.db', 'This is no database. '.repeat(300));
const yaml = file('wrong.yaml', 'services:\n  - id: Web Shop\n');
const broken = file('broken.csv.gz', gzipSync(good.repeat(50)).subarray(0, 40));
const database = file('mmdb.yaml', 'services: []\ndatabases: [/no/such.mmdb]\n');
const proxy = file('proxy.yaml', 'services: []\ntrustedProxies: [nonsense]\n');

test.concurrent.each([
  [['detetc', good], 2, 'did you mean "detect"'],
  [['fly'], 2, 'there is no command "fly"'],
  [['detect', good, '--score'], 2, 'did you mean "--scores"'],
  [['detect'], 2, 'name one file'],
  [['detect', good, good], 2, 'name one file'],
  [['detect', good, '--possible-per-month', 'few'], 2, '--possible-per-month takes a number'],
  [['detect', '/no/such.csv'], 1, 'there is no file /no/such.csv'],
  [['detect', join(folder, 'a-folder')], 1, 'is a folder'],
  [['detect', bad], 1, 'line 3: "many" is not a count'],
  [['detect', broken], 1, 'compressed file'],
  [['serve'], 2, '--config'],
  [['serve', 'services.yaml'], 2, 'takes no "services.yaml"'],
  [['serve', '--config', '/no/such.yaml'], 1, 'there is no file /no/such.yaml'],
  [['serve', '--config', yaml], 1, `${yaml}:2:5: services.0.id:`],
  [['serve', '--config', database, '--port', '0'], 1, '/no/such.mmdb'],
  [['serve', '--config', proxy, '--port', '0'], 1, '"nonsense" is not an address'],
  [['demo', '--speed=-1'], 2, '--speed takes a number from 0'],
  [['demo', '--port', 'http'], 2, '--port takes a number from 0 to 65535'],
  [['hold'], 2, 'say what to do: add, list'],
  [['hold', 'show'], 2, 'needs the id'],
  [['hold', 'add', 'more'], 2, 'takes no "more"'],
  [['hold', 'list'], 1, 'there is no journal data/groundswell.db'],
  [['hold', 'list', '--url', 'nowhere'], 2, '--url takes the address'],
  [['hold', 'list', '--url', 'http://127.0.0.1:1'], 1, 'there is no observatory at'],
  [['check'], 1, 'there is no journal data/groundswell.db'],
  [['rebuild', '--data', '/no/such.db'], 1, 'there is no journal /no/such.db'],
  [['check', '--data', text], 1, 'cannot read'],
  [['check', '--data', join(folder, 'a-folder')], 1, 'it is a folder'],
  [['import', bad], 1, 'line 3: "many" is not a count'],
  [['import', '/no/such.csv'], 1, 'there is no file /no/such.csv'],
  [['import', good, '--service', 'Web Shop'], 2, '--service takes lower-case letters'],
  [['import', good, '--timeline', '../x'], 2, '--timeline takes lower-case letters'],
])('groundswell %j ends with %i and says: %s', async (args, code, words) => {
  const outcome = await groundswell(args);
  expect(outcome.err).toContain(words);
  expect(outcome.code).toBe(code);
  expect(outcome.err.split('\n').length, outcome.err).toBeLessThanOrEqual(3);
  expect(outcome.err).not.toMatch(/^\s+at /m);
  expect(outcome.err).not.toMatch(/Warning|node:/);
  if (code === 2) expect(outcome.err).toMatch(/See: groundswell .*--help/);
});

test.concurrent('a reader that has read enough (head) is no failure', async () => {
  const { spawnSync } = await import('node:child_process');
  const long = file(
    'long.csv',
    `time,count\n${Array.from({ length: 60_000 }, (_, index) => `${new Date(index * 60_000).toISOString()},1`).join('\n')}\n`,
  );
  const { BIN } = await import('./program.ts');
  const command = `set -o pipefail; "${process.execPath}" "${BIN}" detect ${long} --scores | head -1`;
  const { stdout, stderr, status } = spawnSync('bash', ['-c', command], { encoding: 'utf8' });
  expect([status, stdout, stderr]).toEqual([0, '0.000000\n', '']);
});
