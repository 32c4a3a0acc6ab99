/** Golden logs: a folder a format, with lines as the format's documentation has them and what is meant by each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAULTS } from '../../../src/model/fault.ts';
import { faultOf } from '../../../src/traffic/fault.ts';
import {
  createErrorLine,
  detectFormat,
  errorLogReader,
  formatNamed,
  isErrorLog,
} from '../../../src/traffic/formats/index.ts';
import { createLine, FIELD, type LineFormat, REACHED, READ } from '../../../src/traffic/line.ts';

interface Expected {
  readonly format: string | null;
  readonly lines: readonly Record<string, unknown>[];
}

const folders = readdirSync(import.meta.dirname, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);
const sampleOf = (folder: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, folder, 'sample.log')));
const expectedOf = (folder: string): Expected =>
  JSON.parse(readFileSync(join(import.meta.dirname, folder, 'expected.json'), 'utf8')) as Expected;
const nameOf = (code: number): string => Object.entries(READ).find(([, value]) => value === code)![0];

/** Each line of the sample by where it begins and ends. */
function linesOf(bytes: Uint8Array): [start: number, end: number][] {
  const lines: [number, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at) < 0 ? bytes.length : bytes.indexOf(10, at);
    lines.push([at, end]);
    at = end + 1;
  }
  return lines;
}

function formatOf(name: string | null, sample: Uint8Array): LineFormat {
  const format = name === null ? detectFormat(sample)?.format : formatNamed(name);
  if (format === undefined || 'error' in format) throw new Error(`no format for ${name}: ${format?.error}`);
  return format;
}

function readAccess(folder: string, format: LineFormat): Record<string, unknown>[] {
  const bytes = sampleOf(folder);
  const read = format.reader();
  const line = createLine();
  return linesOf(bytes).map(([start, end]) => {
    const code = read(bytes, start, end, line);
    if (code !== READ.ok) return { refused: nameOf(code) };
    const spans = Object.entries(FIELD)
      .filter(([, field]) => line.spans[2 * field]! >= 0)
      .map(([key, field]) => [
        key,
        new TextDecoder().decode(bytes.subarray(line.spans[2 * field]!, line.spans[2 * field + 1]!)),
      ]);
    return {
      time: new Date(line.time).toISOString(),
      status: line.status,
      ...(line.originStatus < 0 ? {} : { originStatus: line.originStatus }),
      ...(line.size === 0 ? {} : { size: line.size }),
      ...(line.durationMs < 0 ? {} : { durationMs: Number(line.durationMs.toFixed(6)) }),
      ...(line.reached < 0 ? {} : { reached: Object.keys(REACHED)[line.reached] }),
      ...Object.fromEntries(spans),
      fault: FAULTS[faultOf(line, bytes)] ?? null,
    };
  });
}

function readErrors(folder: string): Record<string, unknown>[] {
  const bytes = sampleOf(folder);
  const read = errorLogReader();
  const line = createErrorLine();
  return linesOf(bytes).map(([start, end]) => {
    const code = read(bytes, start, end, line);
    if (code !== READ.ok) return { refused: nameOf(code) };
    return {
      time: new Date(line.time).toISOString(),
      cause: FAULTS[line.cause] ?? null,
      ...(line.clientFrom < 0
        ? {}
        : { client: new TextDecoder().decode(bytes.subarray(line.clientFrom, line.clientTo)) }),
    };
  });
}

describe.each(folders)('%s', (folder) => {
  const expected = expectedOf(folder);
  const isError = expected.format === 'error';

  test('reads as its documentation means it', () => {
    const lines = isError ? readErrors(folder) : readAccess(folder, formatOf(expected.format, sampleOf(folder)));
    expect(lines).toEqual(expected.lines);
  });

  test('is taken for what it is', () => {
    const sample = sampleOf(folder);
    const before = sample.slice();
    expect(isErrorLog(sample)).toBe(isError);
    const detected = detectFormat(sample);
    expect(sample, 'looking at a sample leaves it as it was').toEqual(before);
    // Formats that an operator made up cannot be found by looking; an error log is no format of requests.
    if (isError || folder.endsWith('-custom')) return;
    const name = formatOf(expected.format, sample).name;
    expect(detected?.format.name).toBe(name);
    if (detected === undefined) return;
    expect(readAccess(folder, detected.format)).toEqual(expected.lines);
  });

  test('has a row in the README', () => {
    expect(existsSync(join(import.meta.dirname, 'README.md'))).toBe(true);
    expect(readFileSync(join(import.meta.dirname, 'README.md'), 'utf8')).toMatch(
      new RegExp(`^\\|.*\\b${folder}\\b.*\\|.*\\|$`, 'm'),
    );
  });
});
