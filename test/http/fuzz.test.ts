/** Law of all doors: whatever bytes are sent to them, strangers are answered and nothing breaks. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { TOKEN, withHarness } from './harness.ts';

const WIDE = { perSource: { burst: 1e6, perSecond: 1e6 }, total: { burst: 1e6, perSecond: 1e6 } };
const bytes = (text: string) => new TextEncoder().encode(text);

test('whatever bytes are sent, the answer is 200, 4xx or 503, and every refusal is problem details', () =>
  withHarness({ limits: WIDE }, async (it) => {
    const words = [
      'kind',
      'report',
      'tally',
      'service',
      'shop',
      'symptom',
      'slow',
      'at',
      'count',
      'stepMinutes',
      '__proto__',
      'id',
    ];
    const json = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        fc.constantFrom(null, true, -1, 0, 1, 1e308, '', '2026-03-10T11:00:00Z'),
        fc.constantFrom(...words),
        fc.string({ unit: 'binary' }),
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(fc.constantFrom(...words), tie('value'), { maxKeys: 6 }),
      ),
    })).value;
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc
        .array(
          json.map((value) => JSON.stringify(value)),
          { maxLength: 5 },
        )
        .map((lines) => bytes(lines.join('\n'))),
    );
    const doors = [
      '/api/v1/signals',
      '/api/v1/reports',
      '/services/shop/report',
      '/services/%ff/report',
      '/replay',
      '/api/v1/holds',
      '/api/v1/holds/hold-1',
      '/holds/new',
      '/holds/hold-1',
      '/api/v1/incidents/none/clocks',
      '/api/v1/clocks/none',
      '/incidents/none/clocks',
    ];
    const types = [
      'application/json',
      'application/x-ndjson',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=a',
      '',
    ];
    await fc.assert(
      fc.asyncProperty(
        body,
        fc.constantFrom(...doors),
        fc.constantFrom(...types),
        fc.boolean(),
        async (sent, path, type, token) => {
          const headers = { 'content-type': type, ...(token ? { authorization: `Bearer ${TOKEN}` } : {}) };
          const answer = await fetch(it.url + path, { method: 'POST', headers, body: sent, redirect: 'manual' });
          const text = await answer.text();
          expect([answer.status, answer.status === 503 || answer.status < 500]).toEqual([answer.status, true]);
          if (answer.status < 400 || answer.headers.get('content-type')?.startsWith('text/html')) return;
          expect(answer.headers.get('content-type')).toBe('application/problem+json');
          expect(JSON.parse(text)).toMatchObject({
            status: answer.status,
            type: expect.stringMatching(/^urn:groundswell:problem:/),
          });
        },
      ),
      { numRuns: 400 },
    );
    expect(it.errors).toEqual([]);
    expect((await fetch(`${it.url}/healthz`)).status).toBe(200);
  }));
