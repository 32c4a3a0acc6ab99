/**
 * The journal as a public log, in the form of C2SP tlog-tiles. Law: what names its bytes may be kept for ever, and the
 * checkpoint for two seconds.
 */
import { refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import type { AddRoutes } from '../serving.ts';
import { noSuchPage } from './refusals.ts';

const FOR_EVER = 'public, max-age=31536000, immutable';
const SOON_OLD = 'public, max-age=2';
const TEXT = 'text/plain; charset=utf-8';

const unpublished = () =>
  refuse(404, 'no-log', 'Not published', 'This observatory has no key for its log, and signs nothing.');

export const addLog: AddRoutes = (app, { engine, log }) => {
  app.get('/log/checkpoint', (c) => {
    const published = log?.();
    return published === undefined
      ? answerProblem(c, unpublished(), undefined)
      : c.body(published.checkpoint, 200, { 'content-type': TEXT, 'cache-control': SOON_OLD });
  });
  app.get('/log/keys', (c) => {
    const keys = engine.state.keeping.logKeys.map(({ key }) => `${key}\n`);
    return c.body(keys.join(''), 200, { 'content-type': TEXT, 'cache-control': SOON_OLD });
  });
  app.get('/log/tile/:path{.+}', async (c) => {
    const bytes = await log?.()?.tile(c.req.param('path'));
    if (bytes === undefined) return answerProblem(c, noSuchPage(c)(), undefined);
    const headers = { 'content-type': 'application/octet-stream', 'cache-control': FOR_EVER };
    return c.body(new Uint8Array(bytes), 200, headers);
  });
  app.get('/log/proof/:index{[0-9]+}', async (c) => {
    const proof = await log?.()?.proof(Number(c.req.param('index')));
    if (proof === undefined) return answerProblem(c, noSuchPage(c)(), undefined);
    return c.body(proof, 200, { 'content-type': TEXT, 'cache-control': SOON_OLD });
  });
};
