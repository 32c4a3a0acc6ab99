/**
 * Incidents as feeds: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1. An incident keeps its id for ever, and its entry changes with it, so a reader
 * that follows sees each state once.
 */
import { escaped } from '../../chart/svg.ts';
import type { IncidentCardView } from '../schema.ts';
import { confirmedWords, openedWords, overWords, toldOverAt } from './statuspage.ts';

export interface Feed {
  readonly title: string;
  /** The page that people read. */
  readonly home: string;
  /** Where this feed is, without its ending. */
  readonly self: string;
  readonly origin: string;
  readonly updatedAt: string;
  readonly incidents: readonly IncidentCardView[];
}

interface Item {
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly text: string;
  readonly published: string;
  readonly updated: string;
}

const STATES = {
  possible: 'possibly failing',
  confirmed: 'failing',
  over: 'the failure is over',
  withdrawn: 'it came to nothing',
} as const;

function itemOf(incident: IncidentCardView, origin: string): Item {
  const { id, url, serviceName, state, possibleAt, detected } = incident;
  const sentences = [
    openedWords(incident),
    ...(detected === null ? [] : [confirmedWords(incident)]),
    ...(state === 'over' || state === 'withdrawn' ? [overWords(incident)] : []),
  ];
  return {
    id: `urn:groundswell:incident:${id}`,
    url: `${origin}${url}`,
    title: `${serviceName}: ${STATES[state]}`,
    text: sentences.join(' '),
    published: possibleAt,
    updated: toldOverAt(incident) ?? detected ?? possibleAt,
  };
}

const itemsOf = ({ incidents, origin }: Feed): Item[] =>
  incidents.map((incident) => itemOf(incident, origin)).toSorted((a, b) => (a.updated < b.updated ? 1 : -1));

/** When the feed changed last: with its newest entry. */
const changedAt = (items: readonly Item[], { updatedAt }: Feed): string => items[0]?.updated ?? updatedAt;

export function atom(feed: Feed): string {
  const items = itemsOf(feed);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>${escaped(feed.home)}</id>
<title>${escaped(feed.title)}</title>
<updated>${changedAt(items, feed)}</updated>
<author><name>Groundswell</name></author>
<link rel="self" type="application/atom+xml" href="${escaped(`${feed.self}.atom`)}"/>
<link rel="alternate" type="text/html" href="${escaped(feed.home)}"/>
${items
  .map(
    ({ id, url, title, text, published, updated }) => `<entry>
<id>${escaped(id)}</id>
<title>${escaped(title)}</title>
<published>${published}</published>
<updated>${updated}</updated>
<link rel="alternate" type="text/html" href="${escaped(url)}"/>
<content type="text">${escaped(text)}</content>
</entry>
`,
  )
  .join('')}</feed>
`;
}

export function rss(feed: Feed): string {
  const items = itemsOf(feed);
  const date = (iso: string): string => new Date(iso).toUTCString();
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
<title>${escaped(feed.title)}</title>
<link>${escaped(feed.home)}</link>
<description>${escaped(`Failures that people report: ${feed.title}`)}</description>
<lastBuildDate>${date(changedAt(items, feed))}</lastBuildDate>
<atom:link rel="self" type="application/rss+xml" href="${escaped(`${feed.self}.rss`)}"/>
${items
  .map(
    ({ id, url, title, text, updated }) => `<item>
<guid isPermaLink="false">${escaped(id)}</guid>
<title>${escaped(title)}</title>
<link>${escaped(url)}</link>
<pubDate>${date(updated)}</pubDate>
<description>${escaped(text)}</description>
</item>
`,
  )
  .join('')}</channel>
</rss>
`;
}

export const jsonFeed = (feed: Feed): object => ({
  version: 'https://jsonfeed.org/version/1.1',
  title: feed.title,
  home_page_url: feed.home,
  feed_url: `${feed.self}.json`,
  language: 'en',
  items: itemsOf(feed).map(({ id, url, title, text, published, updated }) => ({
    id,
    url,
    title,
    content_text: text,
    date_published: published,
    date_modified: updated,
  })),
});
