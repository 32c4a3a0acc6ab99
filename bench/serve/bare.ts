/**
 * The peers of the serving bench, as one process: the same server framework answering without the observatory. POST
 * answers 202 to a parsed body and stores nothing; GET answers a fixed body with fixed headers: the page's own bytes.
 */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const [page = '', headers = '{}'] = process.argv.slice(2);
const fixed = JSON.parse(headers) as Record<string, string>;
const body = page === '' ? Buffer.from('') : readFileSync(page);
const app = new Hono();
let seq = 0;
app.post('/api/v1/reports', async (c) => {
  const { service } = await c.req.json();
  seq += 1;
  return c.json({ id: `AAAAAAAAAAAAAAAA${service}`, seq }, 202);
});
app.get('*', () => new Response(body, { headers: fixed }));
const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => {
  console.log((server.address() as AddressInfo).port);
});
