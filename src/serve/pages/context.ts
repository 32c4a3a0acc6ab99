/** What a page needs besides its body: the language, the observatory's name, where its assets are, and the replays that can be steered. */
import type { Account } from '../../doors/access/roles.ts';
import type { Words } from '../../words/words.ts';
import type { PlacedWith } from './databases.ts';

export interface AssetHrefs {
  readonly css: string;
  readonly js: string;
  readonly icon?: string;
  /** The outlines of the world. */
  readonly land: string;
  /** Modules that `js` imports, so that they are fetched beside it and not after it. */
  readonly preload?: readonly string[];
  /** What draws a part of a chart; fetched when somebody looks closer. */
  readonly zoom?: string;
  /** What checks a bundle, in a thread of the reader's browser. */
  readonly verifyWorker?: string;
}

export interface ReplayTimeline {
  readonly id: string;
  readonly name: string;
  /** Seconds of the timeline in one second; 0 is paused. */
  readonly speed: number;
  readonly asOf: string | null;
  readonly ended: boolean;
}

export interface PageContext {
  /** What the page says, in its reader's language. */
  readonly t: Words;
  readonly name: string;
  readonly assets: AssetHrefs;
  readonly version?: string;
  /** Where readers reach the observatory, as the operator says, without a slash behind it. */
  readonly url?: string | undefined;
  /** Who is signed in. */
  readonly account?: Account | undefined;
  /** Whether the journal is published, so that there is something to check. */
  readonly hasLog?: boolean;
  /** Whether readers can subscribe to be told by e-mail or webhook. */
  readonly tellsReaders?: boolean;
  /** Databases of addresses that are in use. */
  readonly placedWith?: PlacedWith;
  readonly replay?: { readonly timelines: readonly ReplayTimeline[] };
}
