/**
 * A minute that is being counted: exact tallies of its clients, paths, agents and referrers, which are emptied into the sketches
 * when another minute's lines come, or when a tally is full. How often that happens changes no count.
 */
import { createHabits, type Habits } from './habits.ts';
import { createTally, isFull, TALLY_MAX, type Tally } from './tally.ts';

export interface OpenMinute {
  /** −1: none. */
  minute: number;
  row: number;
  cell: number;
  readonly clients: Tally;
  readonly clientBytes: Float64Array;
  /** Of each client: its prefix, the agent it used last, country and network. */
  readonly prefixes: Int32Array;
  readonly lastAgents: Int32Array;
  readonly countries: Int32Array;
  readonly networks: Int32Array;
  readonly habits: Habits;
  readonly paths: Tally;
  readonly kinds: Uint8Array;
  /** Of each path: one of HOLE. */
  readonly holes: Uint8Array;
  readonly agents: Tally;
  readonly agentKinds: Int32Array;
  readonly verified: Int32Array;
  readonly referrers: Tally;
  /** Of each referring host: requests for parts of pages, which come from the site's own pages; carried on like counts. */
  readonly referredParts: Int32Array;
}

export const createOpenMinute = (): OpenMinute => ({
  minute: -1,
  row: 0,
  cell: 0,
  clients: createTally(true),
  clientBytes: new Float64Array(TALLY_MAX),
  prefixes: new Int32Array(2 * TALLY_MAX),
  lastAgents: new Int32Array(2 * TALLY_MAX),
  countries: new Int32Array(TALLY_MAX),
  networks: new Int32Array(TALLY_MAX),
  habits: createHabits(TALLY_MAX),
  paths: createTally(true),
  kinds: new Uint8Array(TALLY_MAX),
  holes: new Uint8Array(TALLY_MAX),
  agents: createTally(true),
  agentKinds: new Int32Array(TALLY_MAX),
  verified: new Int32Array(TALLY_MAX),
  referrers: createTally(true),
  referredParts: new Int32Array(TALLY_MAX),
});

export const mustEmpty = ({ clients, paths, agents, referrers }: OpenMinute): boolean =>
  isFull(clients) || isFull(paths) || isFull(agents) || isFull(referrers);
