/**
 * Bundles: whole ones are believed, reproducible and readable by others; and whatever is changed, by a byte or by somebody who
 * knows the format and packs it again, is found and named.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newKey, signerFromPem, signNote } from '../../src/journal/note.ts';
import { bundleOf, makeWorld, repack, SMALL, verifyFile, verifyZip, type World } from './world.ts';

const ROOT = join(import.meta.dirname, '../..');
let world: World;
let made: Awaited<ReturnType<typeof bundleOf>>;
beforeAll(async () => {
  world = await makeWorld(SMALL);
  made = await bundleOf(world, 'bundle');
});
afterAll(() => world[Symbol.asyncDispose]());

test('a bundle is believed, and its figures are those that the observatory has', async () => {
  const verdict = await verifyFile(made.zip);
  expect(verdict.problems).toEqual([]);
  expect(verdict.ok).toBe(true);
  expect(verdict.figures!.facts, 'anti-vacuity: figures were computed').toBeGreaterThan(80);
  expect(verdict.figures!.account, 'anti-vacuity: numbers were compared').toBeGreaterThan(30);
  expect(verdict.entries!.withheld, 'anti-vacuity: something was left out').toBeGreaterThan(10);
  const facts = JSON.parse(readFileSync(join(made.folder, 'data/facts.json'), 'utf8'));
  const stored = await world.engine.incident(world.incident);
  expect(facts.incident).toEqual(JSON.parse(JSON.stringify(stored)));
});

test('a bundle of an incident that was seen in hindsight is believed, and says so', async () => {
  await using begun = await makeWorld({ ...SMALL, quietMinutes: 0, outageMinutes: 60 });
  const { zip, folder } = await bundleOf(begun, 'hindsight');
  expect(await verifyFile(zip)).toMatchObject({ ok: true, problems: [] });
  expect(readFileSync(join(folder, 'data/account.html'), 'utf8')).toContain('Seen in hindsight');
  expect(readFileSync(join(made.folder, 'data/account.html'), 'utf8')).not.toContain('Seen in hindsight');
});

test('whoever checks it needs the program alone, and no package beside it', () => {
  const alone = join(world.folder, 'alone');
  for (const part of ['bin', 'src', 'package.json']) cpSync(join(ROOT, part), join(alone, part), { recursive: true });
  const program = join(alone, 'bin/groundswell.mjs');
  const out = execFileSync(process.execPath, [program, 'verify', made.zip, '--json'], { encoding: 'utf8' });
  expect(JSON.parse(out)).toMatchObject({ ok: true, problems: [] });
});

test('the same journal and checkpoint give the same bytes', async () => {
  const again = await bundleOf(world, 'again');
  expect(readFileSync(again.zip).equals(readFileSync(made.zip))).toBe(true);
});

test('it holds no signal of another service, and says how many entries it leaves out and why', () => {
  const text = gunzipSync(readFileSync(join(made.folder, 'data/journal.txt.gz'))).toString();
  const entries = text.split('\n').filter((line) => line.startsWith('{'));
  expect(entries.map((line) => JSON.parse(line)).filter(({ service }) => service === 'mail')).toEqual([]);
  const hidden = text.split('\n').flatMap((line) => /^# (\d+) /.exec(line)?.[1] ?? []);
  const about = JSON.parse(readFileSync(join(made.folder, 'data/about.json'), 'utf8'));
  expect(about.entries).toMatchObject({
    enclosed: entries.length,
    withheld: hidden.reduce((sum, width) => sum + Number(width), 0),
  });
  expect(entries.length + about.entries.withheld).toBe(world.log.size);
  expect(about.leftOut.length).toBeGreaterThan(1);
});

test('unzip finds nothing wrong, and the files that it unpacks are those of the folder', () => {
  const out = join(world.folder, 'unzipped');
  execFileSync('unzip', ['-q', made.zip, '-d', out]);
  for (const path of made.paths) {
    expect(readFileSync(join(out, path)).equals(readFileSync(join(made.folder, path))), path).toBe(true);
  }
});

test('it follows the rules of BagIt: every payload file in both manifests, every tag file in both tag manifests, and the sum of sizes', () => {
  const files = readdirSync(made.folder, { recursive: true, encoding: 'utf8' }).filter(
    (path) => !statSync(join(made.folder, path)).isDirectory(),
  );
  const text = (path: string): string => readFileSync(join(made.folder, path), 'utf8');
  for (const algorithm of ['sha256', 'sha512']) {
    const expected = (paths: string[]): string =>
      paths
        .toSorted()
        .map(
          (path) =>
            `${createHash(algorithm)
              .update(readFileSync(join(made.folder, path)))
              .digest('hex')}  ${path}\n`,
        )
        .join('');
    expect(text(`manifest-${algorithm}.txt`)).toBe(expected(files.filter((path) => path.startsWith('data/'))));
    const tags = files.filter((path) => !path.startsWith('data/') && !path.startsWith('tagmanifest'));
    expect(text(`tagmanifest-${algorithm}.txt`)).toBe(expected(tags));
  }
  const payload = files.filter((path) => path.startsWith('data/'));
  const octets = payload.reduce((sum, path) => sum + statSync(join(made.folder, path)).size, 0);
  expect(text('bag-info.txt')).toContain(`Payload-Oxum: ${octets}.${payload.length}\n`);
  expect(text('bagit.txt')).toBe('BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n');
});

test('it opens as an RO-Crate: a descriptor about the root, and every part described', () => {
  const crate = JSON.parse(readFileSync(join(made.folder, 'data/ro-crate-metadata.json'), 'utf8'));
  const byId = new Map<string, Record<string, never>>(
    crate['@graph'].map((each: { '@id': string }) => [each['@id'], each]),
  );
  expect(crate['@context']).toBe('https://w3id.org/ro/crate/1.2/context');
  const descriptor = byId.get('ro-crate-metadata.json') as unknown as { about: object; conformsTo: object };
  expect(descriptor).toMatchObject({ about: { '@id': './' }, conformsTo: { '@id': 'https://w3id.org/ro/crate/1.2' } });
  const root = byId.get('./') as unknown as { name: string; datePublished: string; hasPart: { '@id': string }[] };
  expect(root).toMatchObject({ '@type': 'Dataset', datePublished: '2026-03-10' });
  expect(root.hasPart.every((part) => byId.has(part['@id']))).toBe(true);
});

test('every byte of the archive that is changed is found and named', async () => {
  const bytes = readFileSync(made.zip);
  const silent: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Uint8Array.from(bytes);
    changed[at]! ^= 1 << (at % 8);
    const { ok, problems } = await verifyZip(new Blob([changed]));
    if (ok || problems.length === 0 || problems.some(({ where, what }) => where === '' || what === '')) silent.push(at);
  }
  expect(silent).toEqual([]);
  expect(bytes.length, 'anti-vacuity: there was something to change').toBeGreaterThan(10_000);
}, 600_000);

test('a byte that is cut off or put behind the end is found', async () => {
  const bytes = readFileSync(made.zip);
  expect((await verifyZip(new Blob([bytes.subarray(0, -1)]))).ok).toBe(false);
  expect((await verifyZip(new Blob([bytes, Uint8Array.of(0)]))).ok).toBe(false);
  expect((await verifyZip(new Blob([]))).ok).toBe(false);
});

/** Somebody changes a file and packs everything again, hashes and all: only what the hashes stand for can tell. */
async function forged(name: string, change: (folder: string) => void) {
  const folder = join(world.folder, `forged-${name}`);
  cpSync(made.folder, folder, { recursive: true });
  change(folder);
  return repack(folder);
}

const edit =
  (path: string, from: string | RegExp, to: string) =>
  (folder: string): void => {
    const text = readFileSync(join(folder, path), 'utf8');
    expect(text, `anti-vacuity: ${path} holds what is replaced`).toMatch(from);
    writeFileSync(join(folder, path), text.replace(from, to));
  };

function editJournal(change: (lines: string[]) => void) {
  return (folder: string): void => {
    const path = join(folder, 'data/journal.txt.gz');
    const lines = gunzipSync(readFileSync(path)).toString().split('\n');
    change(lines);
    writeFileSync(path, gzipSync(lines.join('\n')));
  };
}

const reportLine = (lines: string[], number = 0): number =>
  lines.map((line, index) => (line.includes('"kind":"report"') ? index : -1)).filter((index) => index >= 0)[number]!;

describe('a bundle that somebody changed and packed again', () => {
  test.each<[string, (folder: string) => void, string | RegExp]>([
    [
      'states another size of the incident',
      (folder) => {
        const path = join(folder, 'data/facts.json');
        const facts = JSON.parse(readFileSync(path, 'utf8'));
        facts.incident.observed = 9999;
        writeFileSync(path, JSON.stringify(facts));
      },
      /^incident\.observed$/m,
    ],
    [
      'moves the end of a wave in the facts',
      edit('data/facts.json', /"waves":\[\{"end":\d+/, '"waves":[{"end":1'),
      'incident.waves.0.end',
    ],
    [
      'tells another number in the account',
      edit('data/account.html', />\d+<\/data> reports/, '>9999</data> reports'),
      'incident/observed',
    ],
    [
      'puts a number into the account that nothing stands behind',
      edit('data/account.html', 'A report is one', '60,000 users. A report is one'),
      'the account',
    ],
    [
      'binds a number to another fact',
      edit('data/account.html', 'incident/observed', 'incident/peakCount'),
      'incident/peakCount',
    ],
    [
      'alters a report',
      editJournal((lines) => {
        lines[reportLine(lines)] = lines[reportLine(lines)]!.replace('"DE"', '"US"').replace('"FR"', '"US"');
      }),
      'data/journal.txt.gz',
    ],
    [
      'leaves a report out',
      editJournal((lines) => {
        lines.splice(reportLine(lines), 1);
      }),
      'data/journal.txt.gz',
    ],
    [
      'changes the order of two reports',
      editJournal((lines) => {
        const [a, b] = [reportLine(lines, 0), reportLine(lines, 1)];
        [lines[a], lines[b]] = [lines[b]!, lines[a]!];
      }),
      'data/journal.txt.gz',
    ],
    [
      'adds a report',
      editJournal((lines) => {
        lines.splice(reportLine(lines), 0, lines[reportLine(lines, 2)]!);
      }),
      'data/journal.txt.gz',
    ],
    [
      'alters the hash of what was left out',
      editJournal((lines) => {
        const at = lines.findIndex((line) => line.startsWith('#'));
        lines[at] = lines[at]!.replace(/ (\S)(\S+)$/, (_, a, rest) => ` ${a === 'A' ? 'B' : 'A'}${rest}`);
      }),
      'data/journal.txt.gz',
    ],
    [
      'counts what was left out otherwise',
      edit('data/about.json', /"withheld": \d+/, '"withheld": 1'),
      'about.entries.withheld',
    ],
    [
      'takes the proof of another entry',
      (folder) => {
        const names = readdirSync(join(folder, 'data/proofs'));
        writeFileSync(
          join(folder, 'data/proofs', names[0]!),
          readFileSync(join(folder, 'data/proofs', names[1]!), 'utf8').replace(
            /index \d+/,
            `index ${Number.parseInt(names[0]!, 10)}`,
          ),
        );
      },
      /data\/proofs/,
    ],
    ['alters the checkpoint', edit('data/checkpoint', /\n\d+\n/, '\n999\n'), 'data/checkpoint'],
  ])('%s: found, and named', async (name, change, where) => {
    const verdict = await forged(name.replaceAll(' ', '-'), change);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.map((problem) => problem.where).join('\n')).toMatch(where);
  });

  test("signs it with another key: found by who knows the log's key, and told to who does not", async () => {
    const mallory = signerFromPem('log.example/evidence', newKey());
    const swap = (folder: string): void => {
      const note = readFileSync(join(folder, 'data/checkpoint'), 'utf8');
      const text = note.slice(0, note.indexOf('\n\n') + 1);
      writeFileSync(join(folder, 'data/checkpoint'), signNote(text, mallory));
      writeFileSync(join(folder, 'data/keys'), `${mallory.verifierKey}\n`);
    };
    const verdict = await forged('other-key', swap);
    // The journal itself says which keys the log has.
    expect(verdict.problems.map(({ where }) => where)).toContain('keys.0');
    const zip = join(world.folder, 'forged-other-key.zip');
    const known = world.engine.state.keeping.logKeys.map(({ key }) => key);
    expect((await verifyFile(zip, { keys: known })).problems).toEqual([
      { where: 'data/checkpoint', what: 'is not signed by a key that is known' },
    ]);
    expect((await verifyFile(made.zip, { keys: known })).ok).toBe(true);
    expect((await verifyFile(made.zip)).remarks[0]).toMatchObject({
      says: 'keyInside',
      values: { signer: expect.stringContaining(known[0]!) },
    });
  });
});

test('a checkpoint that the reader kept is compared, where the enclosed part reaches it', async () => {
  const kept = world.log.checkpoint;
  expect((await verifyFile(made.zip, { checkpoint: kept })).remarks.map(({ says }) => says)).toContain('unchanged');
  const forgedNote = world.log.checkpoint.replace(/\n[A-Za-z0-9+/]/, '\nA');
  expect((await verifyFile(made.zip, { checkpoint: forgedNote })).ok).toBe(false);
});
