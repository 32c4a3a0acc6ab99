/**
 * Made-up access logs in Apache's combined format, the same from the same seed: one day of an ordinary site, with as many
 * distinct clients as asked for. Addresses are drawn from all of IPv4's unicast space, because that is what costs memory.
 */
import { closeSync, openSync, writeSync } from 'node:fs';

const PATHS = 4_000;
const AGENTS = 600;
const DAY_SECONDS = 86_400;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export interface Generated {
  readonly lines: number;
  readonly clients: number;
  /** Requests of a visit: a page with its parts. 1: every line may be another client's. */
  readonly visit?: number;
}

/** Visits that go on at the same time. */
const VISITORS = 64;

/** Writes `lines` lines of `clients` clients; without visits each client comes at least once, where the lines suffice. */
export function generateLog(path: string, { lines, clients, visit = 1 }: Generated, seed = 1): void {
  const chance = createChance(seed);
  const agents = Array.from({ length: AGENTS }, (_, n) => agentOf(n, chance));
  const paths = Array.from({ length: PATHS }, (_, n) => pathOf(n));
  const file = openSync(path, 'w');
  const visitors = Array.from({ length: VISITORS }, () => Math.floor(chance() * clients));
  /** One of those that are there; now and then one leaves and another comes. */
  const visitor = (): number => {
    const place = Math.floor(chance() * VISITORS);
    if (chance() * visit < 1) visitors[place] = Math.floor(chance() * clients);
    return visitors[place]!;
  };
  let text = '';
  let stamp = '';
  let stampAt = -1;
  for (let n = 0; n < lines; n += 1) {
    const second = Math.floor((n * DAY_SECONDS) / lines);
    if (second !== stampAt) {
      stampAt = second;
      stamp = stampOf(Date.UTC(2025, 2, 10) + second * 1_000);
    }
    const client = visit > 1 ? visitor() : n < clients ? n : Math.floor(chance() * clients);
    const at = Math.floor(PATHS * chance() ** 4);
    const agent = agents[(Math.imul(client, 0x9e3779b1) >>> 0) % AGENTS];
    const status = chance() < 0.9 ? 200 : chance() < 0.7 ? 304 : chance() < 0.9 ? 404 : 500;
    const query = chance() < 0.1 ? `?page=${Math.floor(chance() * 50)}` : '';
    const referrer = chance() < 0.3 ? '-' : `https://www.example.com${paths[Math.floor(PATHS * chance() ** 4)]}`;
    text += `${addressOf(client)} - - [${stamp}] "GET ${paths[at]}${query} HTTP/1.1" ${status} ${100 + Math.floor(chance() * 60_000)} "${referrer}" "${agent}"\n`;
    if (text.length > 1 << 20) {
      writeSync(file, text);
      text = '';
    }
  }
  writeSync(file, text);
  closeSync(file);
}

/** Another address for each number, spread over the unicast space: 1.0.0.0 to 223.255.255.255. */
function addressOf(client: number): string {
  const spread = Math.imul(client, 0x9e3779b1) >>> 0;
  return `${1 + ((spread >>> 24) % 223)}.${(spread >>> 16) & 255}.${(spread >>> 8) & 255}.${spread & 255}`;
}

function agentOf(n: number, chance: () => number): string {
  const version = 90 + (n % 50);
  const build = Math.floor(chance() * 9_000);
  return n % 3 === 0
    ? `Mozilla/5.0 (iPhone; CPU iPhone OS 17_${n % 7} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.${n % 9} Mobile/15E${build} Safari/604.1`
    : `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.${build}.${n} Safari/537.36`;
}

function pathOf(n: number): string {
  const kinds = [`/articles/${n}/`, `/static/img/${n}.png`, `/static/js/app.${n}.js`, `/products/item-${n}.html`];
  return kinds[n % kinds.length]!;
}

function stampOf(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}

/** A small generator of chance with a seed (mulberry32), so that every run measures the same bytes. */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
