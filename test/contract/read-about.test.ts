/** Law of reading about some services: what is left out are reports and tallies of others, and nothing else, whatever bytes look like. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { canonical } from '../../src/journal/canonical.ts';
import { hashOfBody } from '../../src/journal/codec.ts';
import type { Seq } from '../../src/model/units.ts';
import { readableOf } from '../../src/store/place.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { openJournalReader } from '../../src/store/sqlite/reader.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-about-'));
afterAll(() => rmSync(folder, { recursive: true }));

const service = fc.constantFrom('a', 'b', 'a-b', 'report', 'kind');
const kind = fc.constantFrom('report', 'tally', 'tick', 'retired', 'hold', 'pruned');
const flat = fc.record({ kind, service, note: fc.oneof(fc.string(), fc.constant('"kind":"report","service":"b"')) });
const nested = fc.record({ kind, service, inside: fc.oneof(flat, fc.dictionary(service, fc.nat(9))) });
const entry = fc.oneof(
  flat,
  nested,
  fc.record({ kind, at: fc.nat() }),
  fc.record({ kind, list: fc.array(fc.string()) }),
);

test('reports and tallies of other services are left out, and every other row is there, in order', async () => {
  let number = 0;
  let leftOut = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { minLength: 5, maxLength: 40 }),
      fc.uniqueArray(service, { maxLength: 3 }),
      fc.nat(3),
      async (values, asked, from) => {
        const path = join(folder, `${number++}.db`);
        await using store = openSqliteHome(path);
        const bodies = values.map((value) => Buffer.from(canonical(value)));
        await store.journal.append(bodies.map((body) => ({ body, hash: hashOfBody(body) })));
        const to = Math.max(from, values.length - 1);
        const isOthers = (value: Record<string, unknown>): boolean =>
          (value.kind === 'report' || value.kind === 'tally') &&
          Object.values(value).every((part) => typeof part !== 'object' || Array.isArray(part)) &&
          !asked.includes(value.service as never);
        const range = values.map((value, seq) => ({ value, seq })).slice(from, to);
        const expected = range.filter(({ value }) => !isOthers(value)).map(({ seq }) => seq);
        leftOut += range.length - expected.length;
        await using reader = openJournalReader(path);
        for (const journal of [store.journal, reader, readableOf(store)]) {
          const rows = await journal.readAbout!(from as Seq, to as Seq, asked);
          // A text may hold a brace, and then more is handed over than has to be; never less.
          const surplus = rows.map(({ seq }) => seq).filter((seq) => !(expected as number[]).includes(seq));
          expect(surplus.every((seq) => canonical(values[seq]).lastIndexOf('{') > 0)).toBe(true);
          expect(rows.map(({ seq }) => seq).filter((seq) => !surplus.includes(seq))).toEqual(expected);
          for (const { seq, body } of rows) expect(Buffer.from(body).equals(bodies[seq]!)).toBe(true);
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(leftOut, 'anti-vacuity').toBeGreaterThan(20);
});
