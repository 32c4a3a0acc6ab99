/** Real logs of public data sets: each is taken for what it is and read, and what is refused is refused for a reason. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createErrorLine, detectFormat, errorLogReader, isErrorLog } from '../../../src/traffic/formats/index.ts';
import { createLine, READ } from '../../../src/traffic/line.ts';

const LOGS = new URL('../../../../shared/data/logs/', import.meta.url).pathname;
const hasLogs = existsSync(LOGS);

interface DataSet {
  readonly file: string;
  readonly format: string;
  /** Least share of all its lines that is read; the rest is known to be broken. */
  readonly share: number;
}
const SETS: readonly DataSet[] = [
  { file: 'apache_logs.xz', format: 'combined', share: 0.9999 },
  { file: 'hackers-access.log.xz', format: 'combined', share: 1 },
  { file: 'nasa_19950801.tsv.xz', format: 'table', share: 0.999 },
  { file: 'honeynet-2004-06.tar.xz', format: 'combined', share: 1 },
  { file: 'ocatak-scanners.tar.xz', format: 'combined', share: 1 },
  // A third of its lines lost all but their user agent.
  { file: 'erddap-tomcat.tar.xz', format: 'combined', share: 0.6 },
];

let folder: string | undefined;
afterAll(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

/** Every file of a data set, unpacked. */
function filesOf(set: string): { path: string; bytes: Uint8Array }[] {
  folder ??= mkdtempSync(join(tmpdir(), 'groundswell-logs-'));
  if (!set.endsWith('.tar.xz')) {
    const bytes = execFileSync('xz', ['-dc', join(LOGS, set)], { maxBuffer: 1 << 28 });
    return [{ path: set, bytes: new Uint8Array(bytes) }];
  }
  const into = mkdtempSync(join(folder, 'set-'));
  execFileSync('tar', ['-xJf', join(LOGS, set), '-C', into]);
  return readdirSync(into, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({
      path: join(entry.parentPath, entry.name).slice(into.length + 1),
      bytes: new Uint8Array(readFileSync(join(entry.parentPath, entry.name))),
    }))
    .filter(({ bytes }) => bytes.length > 0);
}

/** How many lines ended with each code. */
function countCodes(bytes: Uint8Array, format: string): number[] {
  const detection = detectFormat(bytes.subarray(0, 1 << 18));
  expect(detection?.format.name).toBe(format);
  const read = detection!.format.reader();
  const line = createLine();
  const codes = Object.values(READ).map(() => 0);
  for (let at = 0; at < bytes.length; ) {
    const next = bytes.indexOf(10, at);
    const end = next < 0 ? bytes.length : next;
    codes[read(bytes, at, end, line)]!++;
    at = end + 1;
  }
  return codes;
}

describe.skipIf(!hasLogs)(hasLogs ? 'real logs' : 'real logs (skipped: no ../shared/data/logs)', () => {
  test.each(SETS)('$file is read', ({ file, format, share }) => {
    const codes = filesOf(file).reduce<number[]>(
      (sum, { bytes }) => countCodes(bytes, format).map((count, code) => count + (sum[code] ?? 0)),
      [],
    );
    const lines = codes.reduce((sum, count) => sum + count, 0) - codes[READ.skip]!;
    expect(codes[READ.ok]! / lines).toBeGreaterThanOrEqual(share);
    const broken = codes[READ.cut]! + codes[READ.client]! + codes[READ.number]! + codes[READ.time]!;
    expect(broken, 'refused for what is wrong, not because of the shape').toBe(lines - codes[READ.ok]!);
  });

  test('the many formats of farm-apache are told apart and read, error logs among them', () => {
    const formats: Readonly<Record<string, string>> = {
      apache_csv: 'apache-csv',
      apache_common: 'common',
      apache_combined: 'combined',
      apache_vhost: 'combined',
    };
    for (const { path, bytes } of filesOf('farm-apache.tar.xz')) {
      const format = formats[path.split('/').at(-2)!];
      expect(isErrorLog(bytes), path).toBe(/error.*\.log/.test(path.split('/').at(-1)!));
      if (isErrorLog(bytes)) {
        const read = errorLogReader();
        const into = createErrorLine();
        expect(read(bytes, 0, bytes.indexOf(10), into)).toBe(READ.ok);
        expect(new Date(into.time).getUTCFullYear()).toBeGreaterThan(2023);
      } else {
        const codes = countCodes(bytes, format!);
        expect(codes[READ.ok], path).toBe(codes.reduce((sum, count) => sum + count, 0));
      }
    }
  });
});
