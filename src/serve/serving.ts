/** What the routes share: the views, the answers kept in memory, the counters, and who is asking. */
import type { Context, Hono } from 'hono';
import type { Alerts } from '../alerts/alerts.ts';
import type { Subscriptions } from '../alerts/subscriptions.ts';
import type { Shelf } from '../bundle/shelf.ts';
import type { TokenBook } from '../doors/access/token-book.ts';
import type { Limiter } from '../doors/limits.ts';
import type { ModelSetting } from '../doors/model/settings.ts';
import type { Places } from '../doors/place.ts';
import type { AgentDoor } from '../doors/probe/agent-door.ts';
import type { Prober } from '../doors/probe/prober.ts';
import { isRefusal, type Refusal } from '../doors/refusal.ts';
import type { Sender } from '../doors/report.ts';
import type { Pseudonyms } from '../doors/reporter.ts';
import type { Retention } from '../doors/retention.ts';
import type { TrafficDoors } from '../doors/traffic/traffic-doors.ts';
import type { Engine } from '../engine/engine.ts';
import { HeldCounts } from '../engine/held-counts.ts';
import type { PublicLog } from '../engine/log.ts';
import type { EpochMs } from '../model/units.ts';
import type { Language } from '../words/tongue.ts';
import { isLanguage, wordsOf } from '../words/words.ts';
import { accountOf } from './access.ts';
import type { Assets } from './assets.ts';
import { languageCookie, languageKey, languageOf } from './language.ts';
import { Live } from './live.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import type { Vantage } from './outside-view.ts';
import { PageCache, type Rendered } from './page-cache.ts';
import type { PageContext } from './pages/index.ts';
import { answerProblem } from './problem.ts';
import type { AddressOf } from './sender.ts';
import { Sessions } from './sessions.ts';
import { Views } from './views.ts';

/** What steers a replay; only the demo has one. */
export interface ReplayControl {
  speedOf(timeline: string): number | undefined;
  setSpeed(timeline: string, speed: number): boolean;
  timelines(): NonNullable<PageContext['replay']>['timelines'];
}

export interface AppOptions {
  readonly engine: Engine;
  readonly now: () => EpochMs;
  readonly name: () => string;
  /** Where readers reach this observatory, as the operator says, without a slash behind it. */
  readonly url?: (() => string | undefined) | undefined;
  readonly version: string;
  readonly pseudonyms: Pseudonyms;
  readonly places: () => Places;
  readonly limiter: () => Limiter;
  readonly addressOf: () => AddressOf;
  readonly tokens: TokenBook;
  /** Whether reading needs a token too. */
  readonly isPrivate: () => boolean;
  /** Whom alerts go to, and what was sent. */
  readonly alerts?: Pick<Alerts, 'channels' | 'deliveries' | 'try'> | undefined;
  /** What readers subscribe to; absent where nothing is sent from here. */
  readonly subscriptions?: Subscriptions | undefined;
  /** The language model that an analyst may ask. */
  readonly model?: (() => ModelSetting | undefined) | undefined;
  /** Days that signals are kept, by kind. */
  readonly retention?: (() => Retention) | undefined;
  readonly assets: Assets;
  readonly replay?: ReplayControl | undefined;
  /** Where traffic comes in besides the signals' door. */
  readonly traffic?: Pick<TrafficDoors, 'logpush' | 'lines'> | undefined;
  /** The journal as a public log; none where there is no key for it, or where another process writes. */
  readonly log?: (() => PublicLog | undefined) | undefined;
  /** Whether another process writes, which answers what this one cannot. */
  readonly follows?: (() => boolean) | undefined;
  /** Looks from outside, by schedule. */
  readonly prober?: Pick<Prober, 'stats'> | undefined;
  /** Takes the checks of other machines. */
  readonly agents?: Pick<AgentDoor, 'list' | 'take'> | undefined;
  /** Places that look, as the operator names them. */
  readonly vantages?: (() => readonly Vantage[]) | undefined;
  /** Where bundles are packed; absent where the journal is in no file. */
  readonly shelf?: Shelf | undefined;
  /** Told of what a request ran into that is no refusal. */
  readonly onError: (cause: unknown, request: string) => void;
}

export interface Serving extends AppOptions {
  readonly views: Views;
  readonly live: Live;
  readonly pages: PageCache;
  readonly metrics: Metrics;
  readonly heldCounts: HeldCounts;
  readonly sessions: Sessions;
  /** What a page needs besides its body, in the language of whoever asks. */
  page(c: Context): PageContext;
  /** The answer kept under `key`, made by `render` when it is due; a problem when there is nothing to show. */
  cached(
    c: Context,
    key: string,
    missing: () => Refusal,
    render: () => Promise<Rendered | undefined>,
  ): Promise<Response>;
  /** The same for a page, of which there is one in each language; whoever is signed in has one of their own, which is not kept. */
  cachedPage(
    c: Context,
    key: string,
    missing: () => Refusal,
    render: (context: PageContext) => Promise<Rendered | undefined>,
  ): Promise<Response>;
  senderOf(c: Context): Sender;
  /** Counts what a door said. */
  counted<T extends object>(outcome: T | Refusal): T | Refusal;
}

/** Adds one part's routes. */
export type AddRoutes = (app: Hono, serving: Serving) => void;

export function createServing(options: AppOptions): Serving {
  const { engine, now, replay } = options;
  const live = new Live(engine);
  const pages = new PageCache(now);
  const metrics = createMetrics(engine, live, pages, options);
  const languageFor = (c: Context): Language =>
    languageOf(c.req.query('lang'), c.req.header('cookie'), c.req.header('accept-language'));
  const page = (c: Context): PageContext => ({
    t: wordsOf(languageFor(c)),
    name: options.name(),
    assets: options.assets.hrefs,
    version: options.version,
    account: accountOf(c),
    hasLog: options.follows?.() === true ? engine.state.keeping.logKeys.length > 0 : options.log?.() !== undefined,
    url: options.url?.(),
    tellsReaders: (options.subscriptions?.ways.length ?? 0) > 0,
    placedWith: { databases: options.places().databases, at: now() },
    ...(replay === undefined ? {} : { replay: { timelines: replay.timelines() } }),
  });
  const cached: Serving['cached'] = async (c, key, missing, render) => {
    const headers = { ifNoneMatch: c.req.header('if-none-match'), acceptEncoding: c.req.header('accept-encoding') };
    return (await pages.answer(key, headers, render)) ?? answerProblem(c, missing(), page(c));
  };
  const ownPage = async (
    c: Context,
    missing: () => Refusal,
    render: (context: PageContext) => Promise<Rendered | undefined>,
  ): Promise<Response> => {
    const rendered = await render(page(c));
    if (rendered === undefined) return answerProblem(c, missing(), page(c));
    return c.body(rendered.text as string, 200, { 'content-type': rendered.type, 'cache-control': 'no-store' });
  };
  return {
    ...options,
    views: new Views({
      engine,
      now,
      speedOf: (timeline) => replay?.speedOf(timeline),
      ...(options.vantages === undefined ? {} : { vantages: options.vantages }),
      networkName: (code) => options.places().networks[0]?.nameOf(code),
    }),
    live,
    pages,
    metrics,
    heldCounts: new HeldCounts(engine.store.journal),
    sessions: new Sessions(now),
    page,
    cached,
    async cachedPage(c, key, missing, render) {
      const language = languageFor(c);
      const response =
        accountOf(c) === undefined
          ? await cached(c, languageKey(language, key), missing, async () => {
              const rendered = await render(page(c));
              return rendered && { ...rendered, language };
            })
          : await ownPage(c, missing, render);
      if (!isLanguage(c.req.query('lang'))) return response;
      const chosen = new Response(response.body, response);
      chosen.headers.set('set-cookie', languageCookie(language));
      return chosen;
    },
    senderOf(c) {
      const address = options.addressOf()(c);
      const { reporter, prefix } = options.pseudonyms.of(address, now());
      const { country, network } = options.places().find(address);
      return { reporter, country, network: network ?? prefix };
    },
    counted(outcome) {
      if (isRefusal(outcome)) metrics.refused.inc({ code: outcome.code });
      else metrics.accepted.inc();
      return outcome;
    },
  };
}

type About = Pick<Rendered, 'timeline' | 'service'>;

export const html = (text: string, about: About = {}): Rendered => ({
  type: 'text/html; charset=utf-8',
  text,
  ...about,
});

export const json = (value: unknown, about: About = {}): Rendered => ({
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(value),
  ...about,
});
