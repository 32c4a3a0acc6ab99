/**
 * The counter: takes lines one by one, straight from the bytes, in any order. One pass, no object and no string a line. A few
 * minutes are open at a time, since servers write a line when a request ends; a line of another minute empties the oldest.
 */
import { AGENT } from './agent.ts';
import { kindOfAgent } from './agent-kinds.ts';
import { ANSWER_STEPS, answerStep, CELL_BITS, openCell } from './cells.ts';
import { isName, readClient, toPrefix } from './client.ts';
import { type Counts, createCounts, STATUS_MAX } from './counts.ts';
import { addDistinct } from './distinct.ts';
import { createSums, emptyCarried, emptyMinute, type Sums } from './empty.ts';
import { faultOf } from './fault.ts';
import { addHabit, clearHabits } from './habits.ts';
import { hashSpan, type Key } from './hash.ts';
import { HOLE, holeInQuery, holeOfPath } from './holes.ts';
import { FIELD, type Line } from './line.ts';
import { MANNERS, mannersOf } from './manners.ts';
import { createOpenMinute, mustEmpty, type OpenMinute } from './open-minute.ts';
import { loggedCountry, loggedNetwork } from './place-codes.ts';
import { COLUMN, COLUMNS, openRow } from './rows.ts';
import { enter, nameEntry } from './tally.ts';
import { hostEnd, hostStart, KIND, kindOf, pathEnd, pathStart } from './target.ts';

const MINUTE_MS = 60_000;
const OPEN_MINUTES = 3;

/** Country and network of a client's key, packed as places.ts does; 0 where unknown. */
export interface PlaceOf {
  country(high: number, low: number): number;
  network(high: number, low: number): number;
}

export interface CounterOptions {
  readonly places?: PlaceOf;
  /** The crawler (place in CRAWLERS, plus one) whose ranges hold this client; 0 for none. */
  readonly crawlerAt?: (high: number, low: number) => number;
}

export interface Counter {
  readonly counts: Counts;
  readonly options: CounterOptions;
  readonly open: OpenMinute[];
  readonly sums: Sums;
  current: OpenMinute;
  /** Steps of the grids when rows and cells of the open minutes were looked up. */
  rowStep: number;
  cellStep: number;
}

/** @param counts what to go on from; its minutes stay apart */
export function createCounter(options: CounterOptions = {}, counts: Counts = createCounts()): Counter {
  const open = Array.from({ length: OPEN_MINUTES }, createOpenMinute);
  return { counts, options, open, sums: createSums(), current: open[0]!, rowStep: 1, cellStep: 1 };
}

const key: Key = { high: 0, low: 0 };

export function countLine(counter: Counter, line: Line, bytes: Uint8Array, view: DataView): void {
  const { counts } = counter;
  const minute = Math.floor(line.time / MINUTE_MS);
  let open = counter.current;
  if (open.minute !== minute) open = enterMinute(counter, minute);
  else if (mustEmpty(open)) emptyMinute(counts, open, counter.sums);
  if (line.time < counts.from) counts.from = line.time;
  if (line.time > counts.until) counts.until = line.time;

  const { rows } = counts;
  const { values } = rows;
  const row = open.row * COLUMNS;
  values[row]! += 1;
  rows.bytes[open.row]! += line.size;
  countStatus(counts, row, line, bytes);
  const agent = countAgent(open, values, row, line, bytes, view);
  const client = countClient(counter, open, line, bytes, view);
  const kind = countTarget(counts, open, row, line, bytes, view, client);
  countReferrer(open, values, row, line, bytes, view, kind);
  const manners = mannersOf(line, bytes, view, agent);
  if ((manners & MANNERS.odd) !== 0) values[row + COLUMN.odd]! += 1;
  if ((manners & MANNERS.write) !== 0) values[row + COLUMN.writes]! += 1;
  if (agent >= AGENT.crawler) countCrawler(counts, row, agent - AGENT.crawler, open.verified[client]!);
  if (line.durationMs >= 0) {
    values[row + COLUMN.timed]! += 1;
    counts.cells.answers[open.cell * ANSWER_STEPS + answerStep(line.durationMs)]! += 1;
  }
}

/** Empties and closes what is still open. More lines may follow, of these minutes too. */
export function closeMinutes(counter: Counter): void {
  for (const open of counter.open) {
    if (open.minute < 0) continue;
    emptyMinute(counter.counts, open, counter.sums);
    emptyCarried(counter.counts, open);
    open.minute = -1;
  }
}

/** Makes the minute the current one: it may be open already, else it takes the place of the one opened longest ago. */
function enterMinute(counter: Counter, minute: number): OpenMinute {
  const { open, counts } = counter;
  let found = open.find((one) => one.minute === minute);
  if (found === undefined) {
    found = open.shift()!;
    open.push(found);
    if (found.minute >= 0) emptyMinute(counts, found, counter.sums);
    found.minute = minute;
    found.row = openRow(counts.rows, minute);
    found.cell = openCell(counts.cells, minute);
    if (counts.rows.grid.step !== counter.rowStep || counts.cells.grid.step !== counter.cellStep) lookUpAgain(counter);
  }
  if (mustEmpty(found)) emptyMinute(counts, found, counter.sums);
  counter.current = found;
  return found;
}

/** Rows have moved because the steps got longer. */
function lookUpAgain(counter: Counter): void {
  const { counts } = counter;
  for (const one of counter.open) {
    if (one.minute < 0) continue;
    one.row = openRow(counts.rows, one.minute);
    one.cell = openCell(counts.cells, one.minute);
  }
  counter.rowStep = counts.rows.grid.step;
  counter.cellStep = counts.cells.grid.step;
}

function countStatus({ rows: { values }, statuses }: Counts, row: number, line: Line, bytes: Uint8Array): void {
  const { status } = line;
  const known = status >= 100 && status < STATUS_MAX;
  values[row + (known ? Math.floor(status / 100) : COLUMN.otherStatus)]! += 1;
  statuses[known ? status : 0]! += 1;
  const fault = faultOf(line, bytes);
  if (fault >= 0) values[row + COLUMN.faults + fault]! += 1;
}

function countCrawler({ rows: { values }, crawlers }: Counts, row: number, crawler: number, verified: number): void {
  values[row + COLUMN.crawlers]! += 1;
  crawlers[2 * crawler]! += 1;
  if (verified !== crawler + 1) return;
  values[row + COLUMN.verified]! += 1;
  crawlers[2 * crawler + 1]! += 1;
}

/** Returns the kind of agent, see agent.ts. */
function countAgent(
  { agents, agentKinds }: OpenMinute,
  values: Int32Array,
  row: number,
  { spans }: Line,
  bytes: Uint8Array,
  view: DataView,
): number {
  const from = spans[2 * FIELD.agent]!;
  if (from < 0) {
    key.high = key.low = 0;
    return AGENT.other;
  }
  const to = spans[2 * FIELD.agent + 1]!;
  values[row + COLUMN.agentLogged]! += 1;
  hashSpan(view, from, to, key);
  const before = agents.size;
  const entry = enter(agents, key);
  agents.counts[entry]! += 1;
  if (entry === before) {
    nameEntry(agents.names!, entry, bytes, from, to);
    agentKinds[entry] = kindOfAgent(key, bytes, from, to);
  }
  const kind = agentKinds[entry]!;
  if (kind === AGENT.tool || kind === AGENT.none) values[row + COLUMN.tools]! += 1;
  return kind;
}

/** Enters the client; `key` holds the agent's hash. Returns the client's entry. */
function countClient(counter: Counter, open: OpenMinute, line: Line, bytes: Uint8Array, view: DataView): number {
  const { clients, lastAgents } = open;
  const agentHigh = key.high;
  const agentLow = key.low;
  const from = line.spans[2 * FIELD.client]!;
  const to = line.spans[2 * FIELD.client + 1]!;
  readClient(bytes, view, from, to, key);
  const { high, low } = key;
  const before = clients.size;
  const entry = enter(clients, key);
  if (entry === before) {
    enterClient(counter, open, entry, line, bytes, view, from, to);
    lastAgents[2 * entry] = ~agentHigh;
  }
  clients.counts[entry]! += 1;
  open.clientBytes[entry]! += line.size;
  if (lastAgents[2 * entry] !== agentHigh || lastAgents[2 * entry + 1] !== agentLow) {
    lastAgents[2 * entry] = agentHigh;
    lastAgents[2 * entry + 1] = agentLow;
    const bits = CELL_BITS.pairs;
    addDistinct(counter.counts.cells.distinct.pairs, open.cell << bits, bits, high ^ agentHigh, low ^ agentLow);
  }
  return entry;
}

function enterClient(
  { options }: Counter,
  open: OpenMinute,
  entry: number,
  line: Line,
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
): void {
  const { high, low } = key;
  open.clientBytes[entry] = 0;
  clearHabits(open.habits, entry);
  if (isName(high)) nameEntry(open.clients.names!, entry, bytes, from, to);
  open.countries[entry] = loggedCountry(line, bytes) || (options.places?.country(high, low) ?? 0);
  open.networks[entry] = loggedNetwork(line, bytes) || (options.places?.network(high, low) ?? 0);
  open.verified[entry] = options.crawlerAt?.(high, low) ?? 0;
  toPrefix(bytes, view, from, to, key);
  open.prefixes[2 * entry] = key.high;
  open.prefixes[2 * entry + 1] = key.low;
}

/** Enters the path. Returns what kind of thing was asked for. */
function countTarget(
  counts: Counts,
  open: OpenMinute,
  row: number,
  { spans, status, time }: Line,
  bytes: Uint8Array,
  view: DataView,
  client: number,
): number {
  const { values } = counts.rows;
  const targetFrom = spans[2 * FIELD.target]!;
  const second = Math.floor((time - open.minute * MINUTE_MS) / 1_000);
  if (targetFrom < 0) {
    values[row + COLUMN.raw]! += 1;
    addHabit(open.habits, client, second, false, 0);
    return KIND.page;
  }
  const targetTo = spans[2 * FIELD.target + 1]!;
  const from = pathStart(bytes, targetFrom, targetTo);
  const to = pathEnd(bytes, from, targetTo);
  let triesHole = false;
  if (to < targetTo) {
    values[row + COLUMN.queries]! += 1;
    triesHole = holeInQuery(bytes, to, targetTo);
    hashSpan(view, to, targetTo, key);
    const bits = CELL_BITS.queries;
    addDistinct(counts.cells.distinct.queries, open.cell << bits, bits, key.high, key.low);
  }
  hashSpan(view, from, to, key);
  const before = open.paths.size;
  const entry = enter(open.paths, key);
  open.paths.counts[entry]! += 1;
  if (entry === before) {
    nameEntry(open.paths.names!, entry, bytes, from, to);
    open.kinds[entry] = kindOf(bytes, from, to);
    open.holes[entry] = holeOfPath(key, bytes, from, to);
  }
  const kind = open.kinds[entry]!;
  const hole = open.holes[entry]!;
  if (triesHole || hole === HOLE.mark || (hole === HOLE.program && status >= 400)) values[row + COLUMN.holes]! += 1;
  if (kind === KIND.part) values[row + COLUMN.parts]! += 1;
  else if (kind === KIND.robots) values[row + COLUMN.robotsText]! += 1;
  addHabit(open.habits, client, second, kind === KIND.part, key.low);
  return kind;
}

/** Referrers count by their host: a page's own address says nothing more, and may hold what is nobody's business. */
function countReferrer(
  { referrers, referredParts }: OpenMinute,
  values: Int32Array,
  row: number,
  { spans }: Line,
  bytes: Uint8Array,
  view: DataView,
  kind: number,
): void {
  const start = spans[2 * FIELD.referrer]!;
  if (start < 0) return;
  const end = spans[2 * FIELD.referrer + 1]!;
  values[row + COLUMN.referrerLogged]! += 1;
  if (start === end) {
    values[row + COLUMN.noReferrer]! += 1;
    return;
  }
  const from = hostStart(bytes, start, end);
  const to = hostEnd(bytes, from, end);
  hashSpan(view, from, to, key);
  const before = referrers.size;
  const entry = enter(referrers, key);
  referrers.counts[entry]! += 1;
  if (entry === before) {
    nameEntry(referrers.names!, entry, bytes, from, to);
    referredParts[entry] = 0;
  }
  if (kind === KIND.part) referredParts[entry]! += 1;
}
