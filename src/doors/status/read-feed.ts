/**
 * RSS and Atom of status pages. A feed has no word for "all is well", so it is operational only where it is a feed, its newest notes can be
 * dated, and each of the last days' notes ends in a word that closes it. Nothing of it is shown but a title, as text.
 */
import { DAY_MS } from '../../model/units.ts';
import type { StatusReading } from './read-status.ts';

/** Notes that were last touched longer ago than this are past, whatever their last word. */
const RECENT_MS = 3 * DAY_MS;
const NOTES_MAX = 50;

interface Note {
  readonly title: string;
  readonly text: string;
  readonly at: number;
}

const CLOSED = /\b(?:resolved|completed|postmortem|operational again|all clear|recovered|closed)\b/i;
/** Vendors that write no word in front of an update close a note in its title. */
const TITLE_CLOSED = /^\W*(?:resolved|completed)\b|\[(?:resolved|completed)\]/i;
const OPEN =
  /\b(?:investigating|identified|monitoring|in progress|verifying|update|outage|degraded|disruption|elevated|errors?)\b/i;
const MAINTENANCE = /\b(?:maintenance|scheduled|in progress|verifying)\b/i;
const OUTAGE = /\b(?:outage|down|unavailable|major|critical)\b/i;

export function readFeed(text: string, now: number): StatusReading {
  if (!/<(?:rss|feed|rdf:RDF)[\s>]/i.test(text.slice(0, 2_000)))
    return { state: 'unknown', said: 'a page, and no feed' };
  // A feed that was cut short may lack the note that matters.
  if (!/<\/(?:rss|feed|rdf:RDF)>\s*$/i.test(text)) return { state: 'unknown', said: 'the feed is cut short' };
  const blocks = [...text.matchAll(/<(item|entry)[\s>].*?<\/\1>/gis)].slice(0, NOTES_MAX).map(([block]) => block);
  const notes = blocks.map(noteOf);
  if (notes.some(({ at }) => !Number.isFinite(at))) return { state: 'unknown', said: 'a note without a date' };
  const open = notes.filter(({ at, title, text: words }) => now - at <= RECENT_MS && isOpen(`${title}. ${words}`));
  const [first] = open.toSorted((a, b) => b.at - a.at);
  if (first === undefined) return { state: 'operational' };
  const words = `${first.title} ${first.text}`;
  const isMaintenance = MAINTENANCE.test(first.title) && !OUTAGE.test(first.title);
  return {
    state: isMaintenance ? 'maintenance' : OUTAGE.test(words) ? 'outage' : 'degraded',
    said: first.title,
    since: first.at,
  };
}

/** Vendors write the newest update first: the first word that opens or closes decides. */
function isOpen(words: string): boolean {
  if (TITLE_CLOSED.test(words)) return false;
  const closed = CLOSED.exec(words)?.index ?? Number.POSITIVE_INFINITY;
  const open = OPEN.exec(words)?.index ?? MAINTENANCE.exec(words)?.index ?? Number.POSITIVE_INFINITY;
  if (!Number.isFinite(closed) && !Number.isFinite(open)) return true;
  // A title names the trouble; a word that closes it anywhere before another update is the newer one.
  const updates = words.slice(words.indexOf('. ') + 2);
  const [shut, goes] = [CLOSED.exec(updates)?.index, OPEN.exec(updates)?.index];
  return shut === undefined ? !CLOSED.test(words.slice(0, words.indexOf('. '))) : goes !== undefined && goes < shut;
}

function noteOf(block: string): Note {
  const date =
    inside(block, 'pubDate') ??
    inside(block, 'updated') ??
    inside(block, 'published') ??
    inside(block, 'dc:date') ??
    '';
  const text = inside(block, 'description') ?? inside(block, 'content') ?? inside(block, 'summary') ?? '';
  return { title: plain(inside(block, 'title') ?? ''), text: plain(text), at: Date.parse(date.trim()) };
}

const inside = (block: string, tag: string): string | undefined =>
  new RegExp(`<${tag}(?:\\s[^>]*)?>(.*?)</${tag}>`, 'is').exec(block)?.[1];

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", nbsp: ' ' };

/** Text without markup: entities once for the feed, and what they spell is markup again. */
function plain(text: string): string {
  const bare = text.replace(/^\s*<!\[CDATA\[(.*?)\]\]>\s*$/s, '$1');
  const decoded = bare.replaceAll(/&(?:#(\d{1,6})|([a-z]{2,5}));/gi, (whole, code, name) =>
    code === undefined
      ? (ENTITIES[String(name).toLowerCase()] ?? whole)
      : String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
  );
  return decoded
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
