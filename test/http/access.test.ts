/** Laws of access on the real app: every route there is, against every role; sessions; an observatory that is private. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Role } from '../../src/doors/access/roles.ts';
import { addToken, listTokens, revokeToken } from '../../src/doors/access/token-book.ts';
import type { EpochMs } from '../../src/model/units.ts';
import { refuseUnguarded, UnguardedRouteError } from '../../src/serve/access.ts';
import { type Harness, postForm, postJson, SERVICES, startHarness, TOKEN, withHarness } from './harness.ts';

/** Written from what each route is for: whoever is not named is refused. */
const FOR_ANALYSTS = [
  'POST /api/v1/articles',
  'POST /api/v1/incidents/:id/statements',
  'GET /incidents/:id/statements/new',
  'POST /incidents/:id/statements/new',
  'POST /api/v1/holds',
  'POST /api/v1/holds/:id',
  'GET /holds/new',
  'POST /holds/new',
  'POST /holds/:id',
  'POST /api/v1/incidents/:id/clocks',
  'POST /api/v1/clocks/:id',
  'POST /incidents/:id/clocks',
  'POST /api/v1/maintenance',
  'POST /api/v1/maintenance/:id',
  'GET /maintenance/new',
  'POST /maintenance/new',
  'POST /maintenance/:id',
];
const EXPECTED: Readonly<Record<string, readonly (Role | undefined)[]>> = {
  ...Object.fromEntries(FOR_ANALYSTS.map((route) => [route, ['analyst', 'admin']])),
  'POST /api/v1/logpush/:service': ['ingest', 'admin'],
  'GET /desk': ['viewer', 'analyst', 'admin'],
  'GET /desk/sources': ['viewer', 'analyst', 'admin'],
  'GET /api/v1/sources': ['viewer', 'analyst', 'admin'],
  'POST /api/v1/redactions': ['admin'],
  'POST /redactions': ['admin'],
  'POST /api/v1/prunings': ['admin'],
  'GET /api/v1/alerts': ['analyst', 'admin'],
  'POST /api/v1/alerts/:channel/test': ['admin'],
  'GET /alerts': ['analyst', 'admin'],
  'POST /alerts/:channel/test': ['admin'],
};
const EVERYBODY = [undefined, 'ingest', 'viewer', 'analyst', 'admin'] as const;
/** What a private observatory still answers to strangers: it tells nothing that was observed. */
const NEVER_ASKED = ['GET /sign-in', 'POST /sign-in', 'POST /sign-out', 'GET /assets/*', 'GET /healthz'];
/** Whoever has the token that only the owner of a subscription was sent. */
const OWNED = [
  'GET /api/v1/subscriptions/:id',
  'DELETE /api/v1/subscriptions/:id',
  'GET /subscriptions/:id',
  'GET /subscriptions/:id/end',
  'POST /subscriptions/:id/confirm',
  'POST /subscriptions/:id/end',
];
const SIGNED = ['GET /api/v1/probes', 'POST /api/v1/checks'];

const foldersOf = (it: Harness): string => join(it.folder, 'tokens');
const makeToken = (it: Harness, name: string, role: Role): string =>
  addToken(foldersOf(it), { name, role, at: it.clock.now as EpochMs });
const makeTokens = (it: Harness): Record<Role, string> => ({
  ingest: makeToken(it, 'ingest-1', 'ingest'),
  viewer: makeToken(it, 'viewer-1', 'viewer'),
  analyst: makeToken(it, 'analyst-1', 'analyst'),
  admin: makeToken(it, 'admin-1', 'admin'),
});
const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });

let it: Harness;
let tokens: Record<Role, string>;
beforeAll(async () => {
  it = await startHarness();
  tokens = makeTokens(it);
});
afterAll(async () => {
  expect(it.errors).toEqual([]);
  await it.close();
  it.remove();
});

/** Where a route of the app is asked. */
const urlOf =
  (at: Harness) =>
  ({ path }: { readonly path: string }): string =>
    at.url +
    path
      .replace(/:\w+\{\[0-9\]\+\}/, '1')
      .replace(/:\w+(\{[^}]*\})?/g, 'shop')
      .replace('*', 'x');

/** Whether access was refused; what else may be wrong with an empty request is the route's own. */
async function isRefused(at: Harness, route: string, headers: Record<string, string>): Promise<boolean> {
  const [method = '', path = ''] = route.split(' ');
  const abort = new AbortController();
  const answer = await fetch(urlOf(at)({ path }), {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    redirect: 'manual',
    signal: abort.signal,
    ...(method === 'POST' ? { body: '{}' } : {}),
  });
  const body = answer.headers.get('content-type')?.includes('problem') ? await answer.json() : undefined;
  abort.abort();
  const { type } = (body ?? {}) as { type?: string };
  return /:(?:no-token|not-allowed)$/.test(type ?? '');
}

describe('every route there is', () => {
  test.each(EVERYBODY)('lets in %s only where it may', async (role) => {
    const routes = it.app.routes.map(({ method, path }) => `${method} ${path}`);
    expect(routes.length, 'anti-vacuity').toBeGreaterThan(40);
    expect(Object.keys(EXPECTED).filter((route) => !routes.includes(route))).toEqual([]);
    const wrong: string[] = [];
    for (const route of new Set(routes)) {
      const refused = await isRefused(it, route, role === undefined ? {} : bearer(tokens[role]));
      if (refused !== !(EXPECTED[route] ?? EVERYBODY).includes(role)) wrong.push(`${route}: ${refused}`);
    }
    expect(wrong).toEqual([]);
  });

  test.each(EVERYBODY)('of a private observatory lets in %s only where it may', async (role) => {
    await withHarness({ yaml: `access: private\n${SERVICES}` }, async (at) => {
      const own = makeTokens(at);
      const wrong: string[] = [];
      for (const { method, path } of at.app.routes) {
        const route = `${method} ${path}`;
        const refused = await isRefused(at, route, role === undefined ? {} : bearer(own[role]));
        const asked =
          route === 'POST /api/v1/signals' ? ['ingest', 'admin'] : (EXPECTED[route] ?? ['viewer', 'analyst', 'admin']);
        const open = [...NEVER_ASKED, ...OWNED, ...SIGNED].includes(route);
        if (refused !== !(open || asked.includes(role as Role))) wrong.push(`${route}: ${refused}`);
      }
      expect(wrong).toEqual([]);
      // Not from memory either, when somebody who may has just read it.
      expect((await fetch(at.url, { headers: bearer(own.viewer) })).status).toBe(200);
      expect((await fetch(at.url)).status).toBe(401);
    });
  });

  test('that changes something and names nobody stops the start', () => {
    expect(() => refuseUnguarded([{ method: 'DELETE', path: '/everything' }])).toThrow(UnguardedRouteError);
    expect(() => refuseUnguarded(it.app.routes)).not.toThrow();
  });
});

describe('a token', () => {
  test('that is wrong, revoked or over is refused, also where nobody has to show one', async () => {
    const until = (it.clock.now + 60_000) as EpochMs;
    const short = addToken(foldersOf(it), { name: 'short', role: 'viewer', at: it.clock.now as EpochMs, until });
    const gone = makeToken(it, 'gone', 'viewer');
    const statusOf = async (token: string) =>
      (await fetch(`${it.url}/api/v1/overview`, { headers: bearer(token) })).status;
    expect([await statusOf('wrong'), await statusOf(short), await statusOf(gone)]).toEqual([401, 200, 200]);
    revokeToken(foldersOf(it), 'gone');
    it.clock.now += 60_000;
    expect([await statusOf(short), await statusOf(gone), await statusOf(TOKEN)]).toEqual([401, 401, 200]);
    const answer = await fetch(`${it.url}/desk`);
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('lies nowhere in the clear, and one name has one', () => {
    const token = makeToken(it, 'once', 'viewer');
    expect(it.files().includes(token)).toBe(false);
    expect(() => makeToken(it, 'once', 'admin')).toThrow('already');
    for (const name of ['owner', '../x', 'UPPER', '', 'a/b']) {
      expect(() => addToken(foldersOf(it), { name, role: 'admin', at: it.clock.now as EpochMs })).toThrow('name');
    }
    expect(() => revokeToken(foldersOf(it), 'nobody')).toThrow('no token');
    expect(listTokens(foldersOf(it)).find(({ name }) => name === 'once')).toMatchObject({ role: 'viewer' });
  });

  test('whose file is damaged lets nobody in', async () => {
    await withHarness({}, async (at) => {
      const token = makeToken(at, 'half', 'admin');
      const [file] = readdirSync(foldersOf(at));
      const path = join(foldersOf(at), file!);
      writeFileSync(path, readFileSync(path, 'utf8').slice(0, 20));
      expect((await fetch(`${at.url}/desk`, { headers: bearer(token) })).status).toBe(503);
      expect(String(at.errors.pop())).toContain('is damaged');
    });
  });
});

describe('a session', () => {
  const signIn = (token: string, to = '/holds') => postForm(`${it.url}/sign-in`, { token, to });
  const cookieOf = (answer: Response): string => answer.headers.get('set-cookie')!.split(';')[0]!;
  const desk = async (cookie: string) =>
    (await fetch(`${it.url}/desk`, { headers: { cookie, accept: 'text/html' }, redirect: 'manual' })).status;

  test('is opened with a token, leads where one came from, and to no other site', async () => {
    const answer = await signIn(tokens.analyst);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/holds']);
    expect(answer.headers.get('set-cookie')).toMatch(/; HttpOnly; SameSite=Lax; /);
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/sign-in',
      '/x\r\nset-cookie: a=b',
    ]) {
      expect((await signIn(tokens.analyst, to)).headers.get('location')).toBe('/desk');
    }
    expect((await signIn('wrong')).status).toBe(401);
    expect((await signIn(tokens.ingest)).status).toBe(403);
    const sent = await fetch(`${it.url}/holds/new`, { headers: { accept: 'text/html' }, redirect: 'manual' });
    expect([sent.status, sent.headers.get('location')]).toEqual([303, '/sign-in?to=%2Fholds%2Fnew']);
  });

  test('shows whoever is signed in pages of their own, and nobody else sees them', async () => {
    const cookie = cookieOf(await signIn(tokens.analyst));
    const mine = await fetch(it.url, { headers: { cookie } });
    expect([mine.headers.get('cache-control'), (await mine.text()).includes('analyst-1')]).toEqual(['no-store', true]);
    const paths = it.app.routes
      .filter(({ method, path }) => method === 'GET' && path !== '/api/v1/live')
      .map(urlOf(it));
    for (const path of paths) await (await fetch(path, { headers: { cookie } })).arrayBuffer();
    for (const path of paths) expect(await (await fetch(path)).text(), path).not.toContain('analyst-1');
    expect(await (await fetch(`${it.url}/desk`, { headers: { cookie } })).text()).toContain('analyst-1');
  });

  test('ends when it is closed, when its token is revoked, and after half a day', async () => {
    const token = makeToken(it, 'leaver', 'analyst');
    const [first, second, third] = [
      cookieOf(await signIn(token)),
      cookieOf(await signIn(token)),
      cookieOf(await signIn(tokens.viewer)),
    ];
    expect([await desk(first), await desk(second), await desk(third)]).toEqual([200, 200, 200]);
    const out = await fetch(`${it.url}/sign-out`, { method: 'POST', headers: { cookie: first }, redirect: 'manual' });
    expect([out.status, out.headers.get('set-cookie')?.includes('Max-Age=0')]).toEqual([303, true]);
    expect([await desk(first), await desk(second)]).toEqual([303, 200]);
    revokeToken(foldersOf(it), 'leaver');
    expect(await desk(second)).toBe(303);
    it.clock.now += 12 * 3_600_000 - 1;
    expect(await desk(third)).toBe(200);
    it.clock.now += 1;
    expect(await desk(third)).toBe(303);
  });

  test('is not used by a page of another site, and what it records carries its name', async () => {
    const cookie = cookieOf(await signIn(tokens.analyst));
    const hold = {
      authority: 'A court',
      basis: 'A law',
      scope: 'All',
      services: 'all',
      kinds: 'all',
      decidedBy: 'N. N.',
      reason: 'A letter',
    };
    const before = it.engine.size;
    const foreign = await postJson(`${it.url}/api/v1/holds`, hold, { cookie, 'sec-fetch-site': 'cross-site' });
    expect([foreign.status, it.engine.size]).toEqual([403, before]);
    const own = await postJson(`${it.url}/api/v1/holds`, hold, { cookie, 'sec-fetch-site': 'same-origin' });
    expect(own.status).toBe(202);
    expect((await it.entries()).at(-1)).toMatchObject({ kind: 'hold', account: 'analyst-1', decidedBy: 'N. N.' });
    const page = await (await fetch(`${it.url}/desk`, { headers: { cookie } })).text();
    expect(page).toContain('N. N. (analyst-1)');
  });
});
