/**
 * Simulated sites: one draw is one service with its audience, its paths, its capacity and what its log can tell. Sizes,
 * habits and blind spots differ widely from seed to seed. Nothing here knows how a diagnosis weighs.
 */
import type { Chance } from '../../bench/accuracy/simulator/chance.ts';

/** A source of requests as the network sees it. */
export interface Address {
  readonly client: number;
  readonly prefix: number;
  readonly network: string;
  readonly country: string;
  readonly hosting: boolean;
}

export interface Site {
  /** Requests a second that this log sees on a usual day at this hour. */
  readonly rate: number;
  /** Programs talk to it: no pages, no parts, no referrers. */
  readonly isApi: boolean;
  /** Share of the parts of pages that this log sees; the rest is served by a cache before it. */
  readonly partsSeen: number;
  readonly partsPerPage: number;
  readonly pages: number;
  /** Steepness of the popularity of pages. */
  readonly zipf: number;
  readonly countries: Readonly<Record<string, number>>;
  /** Share of visitors that have been here before. */
  readonly regulars: number;
  /** Chance that a newcomer of the audience comes from a prefix that others came from before. */
  readonly reach: number;
  /** The same for machines from anywhere in the world. */
  readonly reachWorld: number;
  /** Chance that a visitor shares the address of another one. */
  readonly sharing: number;
  readonly prefixes: number;
  /** Requests a second that can be served. */
  readonly capacity: number;
  readonly answerMs: number;
  /** Standard deviation of the logarithm of a day's level. */
  readonly dailySpread: number;
  readonly crawlers: number;
  readonly pollers: number;
  readonly noise: number;
  readonly agents: number;
  readonly searchShare: number;
  /** Whether errors in the log carry marks of who made them. */
  readonly marks: boolean;
  readonly logAt: 'edge' | 'origin';
  readonly minutes: number;
  readonly audienceReports: number;
}

const COUNTRIES = [
  'US',
  'DE',
  'FR',
  'GB',
  'ES',
  'IT',
  'NL',
  'PL',
  'BR',
  'IN',
  'JP',
  'MX',
  'CA',
  'AU',
  'SE',
  'TR',
] as const;
const BOTNET = {
  VN: 6,
  BR: 5,
  IN: 5,
  ID: 4,
  US: 4,
  CN: 3,
  RU: 3,
  UA: 2,
  TR: 2,
  EC: 2,
  TH: 2,
  BD: 2,
  AR: 1,
  DE: 1,
  IR: 2,
};
const HOSTING = { US: 6, DE: 3, NL: 3, FR: 2, SG: 2, FI: 1, CN: 1 };

export function drawSite(chance: Chance): Site {
  const rate = chance.logBetween(0.1, 1000);
  const isApi = chance.happens(0.2);
  const home = chance.whole(1, 5);
  const countries: Record<string, number> = {};
  for (let i = 0; i < home; i++) countries[chance.pick(COUNTRIES)] = chance.between(0.1, 1) * (i === 0 ? 3 : 1);
  const size = Math.log10(rate * 10) / 4;
  return {
    rate,
    isApi,
    partsSeen: isApi ? 0 : chance.happens(0.3) ? 0 : chance.between(0.3, 1),
    partsPerPage: chance.between(2, 14),
    pages: chance.whole(12, 4000),
    zipf: chance.between(0.7, 1.3),
    countries,
    regulars: chance.between(0.25, 0.85),
    reach: Math.min(0.92, chance.between(0.05, 0.35) + 0.55 * size),
    reachWorld: Math.max(0.01, chance.between(0, 0.2) * size),
    sharing: chance.between(0.02, 0.35),
    prefixes: Math.round(30 + 4000 * size ** 2 * chance.between(0.4, 1.5)),
    capacity: rate * chance.between(1.6, 12) + 2,
    answerMs: chance.logBetween(5, 400),
    dailySpread: chance.between(0.05, 0.3),
    crawlers: chance.between(0, 0.3),
    pollers: chance.between(0, 0.12),
    noise: chance.between(0, 0.04),
    agents: chance.whole(4, 40),
    searchShare: chance.between(0.1, 0.6),
    marks: chance.happens(0.6),
    logAt: chance.happens(0.5) ? 'edge' : 'origin',
    minutes: rate < 1 ? chance.whole(20, 60) : chance.whole(5, 20),
    audienceReports: chance.logBetween(0.05, 20),
  };
}

/** Hands out addresses; one a world, so that numbers are never used for two clients. */
export class Addresses {
  readonly #site: Site;
  readonly #chance: Chance;
  #next = 1;
  readonly #recent: Address[] = [];
  readonly #homes = new Map<number, { network: string; country: string }>();

  constructor(site: Site, chance: Chance) {
    this.#site = site;
    this.#chance = chance;
  }

  /** A visitor of the audience. `regulars` is the chance of one who has been here before. */
  visitor(regulars = this.#site.regulars, sharing = this.#site.sharing, countries = this.#site.countries): Address {
    const chance = this.#chance;
    if (this.#recent.length > 20 && chance.happens(sharing)) return chance.pick(this.#recent);
    const isKnown = chance.happens(regulars) || chance.happens(this.#site.reach);
    const address = isKnown ? this.known() : this.#fresh(countries, 'access');
    this.#recent.push(address);
    if (this.#recent.length > 400) this.#recent.splice(0, 200);
    return address;
  }

  /** A client of a prefix that visited before; popular prefixes more often. */
  known(): Address {
    const rank = Math.floor(this.#site.prefixes * this.#chance.unit() ** 2);
    let home = this.#homes.get(rank);
    if (home === undefined) {
      const country = this.#chance.weighted(this.#site.countries);
      home = { country, network: this.#network(country) };
      this.#homes.set(rank, home);
    }
    return { client: this.#next++, prefix: -1 - rank, hosting: false, ...home };
  }

  /** A taken-over machine somewhere, or a proxy in somebody's home. */
  bot(countries: Readonly<Record<string, number>> = BOTNET): Address {
    if (this.#chance.happens(this.#site.reachWorld)) return this.known();
    return this.#fresh(countries, 'access');
  }

  /** A rented machine. */
  rented(): Address {
    const address = this.#fresh(HOSTING, 'hosting');
    return { ...address, hosting: true };
  }

  /** Another machine next to one. */
  beside(address: Address): Address {
    return { ...address, client: this.#next++ };
  }

  #fresh(countries: Readonly<Record<string, number>>, kind: 'access' | 'hosting'): Address {
    const country = this.#chance.weighted(countries);
    const number = this.#next++;
    const network = kind === 'access' ? this.#network(country) : `${country}-hosting-${this.#chance.whole(1, 6)}`;
    return { client: number, prefix: number, network, country, hosting: kind === 'hosting' };
  }

  #network(country: string): string {
    return `${country}-${Math.floor(6 * this.#chance.unit() ** 2)}`;
  }
}

export const isKnownPrefix = (prefix: number): boolean => prefix < 0;
