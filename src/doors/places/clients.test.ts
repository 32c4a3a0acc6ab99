/** Laws of counted clients' places: read from log lines, they are where the same addresses are by themselves. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { countBlock, createSource } from '../../traffic/block.ts';
import { closeMinutes, createCounter } from '../../traffic/counter.ts';
import { formatNamed } from '../../traffic/formats/index.ts';
import { gather } from '../../traffic/gather.ts';
import { hostingTest, originsOfLog, originsOfStretch } from '../../traffic/origins/of-counts.ts';
import { timelineOf } from '../../traffic/timeline.ts';
import { Places } from '../place.ts';
import { countingPlaces, countingTables, originSources } from './clients.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-clients-'));
const table = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const base = (first: number): string => `${first * 2 ** 24},${(first + 1) * 2 ** 24 - 1}`;
const six = (first: bigint): string => `${first << 112n},${((first + 1n) << 112n) - 1n}`;

const places = Places.open([
  table('one.csv', `${base(9)},DE\n${base(11)},FR\n${six(0x2a00n)},SE\n`),
  table('two.csv', `${base(9)},DE\n${base(11)},US\n${six(0x2a00n)},SE\n`),
  table('as.csv', `${base(9)},64500,Example\n${base(11)},4200000000,Large\n`),
]);
const { country, network } = countingPlaces(countingTables(places));
const [source, networkSource] = originSources(places, places.others());

const CLIENTS: readonly (readonly [address: string, requests: number])[] = [
  ['9.1.2.3', 30],
  ['::ffff:9.1.2.4', 10],
  ['11.0.0.1', 25],
  ['2a00:1:2:3::4', 20],
  ['2a00:1:2:3::5', 5],
  ['10.0.0.1', 7],
  ['13.0.0.1', 2],
  ['client.example', 1],
];

function counted() {
  const counter = createCounter({ places: { country, network } });
  const format = formatNamed('combined')!;
  if ('error' in format) throw new Error(format.error);
  const lines = CLIENTS.flatMap(([address, requests]) =>
    Array.from({ length: requests }, (_, i) => {
      const time = `10/Mar/2025:10:${String(i).padStart(2, '0')}:00 +0000`;
      return `${address} - - [${time}] "GET /${i} HTTP/1.1" 200 100 "-" "Test"\n`;
    }),
  );
  const bytes = Buffer.from(lines.join(''));
  countBlock(counter, createSource(0, format.reader()), new Uint8Array(bytes), 0, bytes.length, 0);
  closeMinutes(counter);
  return counter.counts;
}

test('requests, clients and bytes of a log are told by country, with what is unknown and what is not public', () => {
  const origins = originsOfLog(counted(), 30, source!);
  expect(origins.total).toEqual({ requests: 100, clients: 7, bytes: 10_000 });
  expect(origins.rows.map(({ code, count }) => [code, count.requests, count.clients, count.bytes])).toEqual([
    ['DE', 40, 2, 4_000],
    ['FR', 25, 1, 2_500],
    ['SE', 25, 1, 2_500],
  ]);
  expect(origins.notPublic).toEqual({ requests: 0.07, clients: 1 / 7, bytes: 0.07 });
  expect(origins.unknown.requests).toBeCloseTo(0.03);
  expect(origins.rest.requests).toBe(0);
});

test('two databases are compared on the clients of the log that both list', () => {
  const { disagreement } = originsOfLog(counted(), 30, source!);
  expect(disagreement!.requestShare).toBeCloseTo(25 / 90);
  expect(disagreement!.clientShare).toBeCloseTo(1 / 4);
  expect(disagreement!.largest).toMatchObject([{ first: 'FR', second: 'US' }]);
});

test('networks are told by number, those above 2^31 too', () => {
  const origins = originsOfLog(counted(), 30, networkSource!);
  expect(origins.rows.map(({ code, name, count }) => [code, name, count.requests])).toEqual([
    ['AS64500', 'Example', 40],
    ['AS4200000000', 'Large', 25],
  ]);
  expect(origins.unknown.requests).toBeCloseTo(0.28);
});

test('a stretch is told against another, minute for minute', () => {
  const counts = counted();
  const line = timelineOf(counts)!;
  const now = gather(counts, line, [{ from: 0, to: 10 }]);
  const usual = gather(counts, line, [{ from: 10, to: line.steps }]);
  const origins = originsOfStretch(counts, now, usual, source!);
  const german = origins.rows.find(({ code }) => code === 'DE')!;
  expect(german.count.requests).toBe(20);
  expect(german.rateChange!.ratio).toBeCloseTo(20 / now.minutes / (20 / usual.minutes));
  expect(origins.shift).not.toBe(null);
});

test('a counting thread places clients as the main thread does, by what is posted to it', () => {
  const there = countingPlaces(structuredClone(countingTables(places)));
  for (const low of [0x09010203, 0x0b000001, 0x0a000001, 0x0d000001]) {
    expect(there.country(4, low)).toBe(country(4, low));
    expect(there.network(4, low)).toBe(network(4, low));
  }
});

test('whether a counted network rents out machines is told by its number, and by nobody without a database', () => {
  const rents = hostingTest([source!, networkSource!])!;
  expect([16_509, 64_500].map(rents)).toEqual([true, false]);
  expect(hostingTest([source!])).toBe(undefined);
});
