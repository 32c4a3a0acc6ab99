/**
 * Whole worlds under faults, each from one seed: services, crowds, brigades, clocks that jump, senders that repeat, hold back and mix up what
 * they send, a disk that fails, processes that die and are followed. What docs/INVARIANTS.md says of the journal and the fold is checked after every
 * step, and of the views after every life. The same seed gives the same world and the same faults. `npm run simulate -- --seeds 1-1000`
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { seeded } from '../../../src/demo/chance.ts';
import { Engine, type EngineStep } from '../../../src/engine/engine.ts';
import { compareViews } from '../../../src/engine/rebuild.ts';
import { checkJournal, describeProblem } from '../../../src/journal/check.ts';
import type { Entry, Report, Tally } from '../../../src/model/entry.ts';
import { LIVE } from '../../../src/model/service.ts';
import { type EpochMs, MINUTE_MS, type Seq } from '../../../src/model/units.ts';
import { FollowedViews } from '../../../src/store/cluster/followed-views.ts';
import type { ViewsBatch, ViewsHome } from '../../../src/store/ports.ts';
import { at, moves, report, START, service, streamOf } from '../../replay/streams.ts';
import { atTheDoor, isSent, lieAtTheDoor } from './door.ts';
import { type Disk, fileDisk, Life, memoryDisk, STORE_FAULTS, type StoreFault } from './home.ts';
import { type Acknowledged, BrokenLaw, hex, Judge, type ShownHead } from './judge.ts';

/** What senders, clocks and processes do beside what the disk does. */
const WORLD_FAULTS = [
  'sent again',
  'out of order',
  'held back',
  'the clock jumps back',
  'the clock jumps ahead',
  'a torn tail',
  'whoever follows lags behind',
  'whoever follows takes over',
  'a brigade',
  'refused at the door',
  'a lie refused at the door',
  'a lie that looks like a signal',
] as const;
export const FAULTS = [...STORE_FAULTS, ...WORLD_FAULTS] as const;
export type Fault = (typeof FAULTS)[number];

export interface Outcome {
  readonly seed: number;
  readonly entries: number;
  readonly lives: number;
  readonly fired: Readonly<Partial<Record<Fault, number>>>;
  /** The first law that did not hold, and after how many deliveries; null where all did. */
  readonly broken: { readonly law: string; readonly delivery: number } | null;
}

/** Of what is delivered together. */
const TOGETHER_MAX = 60;
/** A fault is armed before so many of a hundred deliveries. */
const FAULTS_OF_100 = 12;
const SQLITE_EVERY = 4;
/** So many of those who send have somebody beside them who lies. */
const LIES = 0.03;
/** Two networks, which can never confirm anything. */
const BRIGADE = 'brigaded';
const STEP_OF: Readonly<Partial<Record<EngineStep, StoreFault>>> = {
  folded: 'crash: folded and not told',
  acknowledged: 'crash: acknowledged',
};

/** @param limit stop after so many deliveries */
export async function simulate(seed: number, limit = Number.POSITIVE_INFINITY): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-simulation-'));
  const disk = seed % SQLITE_EVERY === 0 ? fileDisk(folder) : memoryDisk();
  const world = new World(seed, disk);
  try {
    await world.run(limit);
    return world.outcome(null);
  } catch (cause) {
    // What stops the program breaks a law as well.
    return world.outcome(cause instanceof BrokenLaw ? cause.message : `it stopped: ${(cause as Error).stack}`);
  } finally {
    await disk.close();
    rmSync(folder, { recursive: true });
  }
}

/** Fewer deliveries after which a seed breaks a law, found by halving, for whoever looks for the reason. */
export async function shorter(seed: number, { broken }: Outcome): Promise<Outcome> {
  let [low, high] = [0, broken!.delivery];
  let last = await simulate(seed, high);
  while (low < high) {
    const middle = (low + high) >> 1;
    const outcome = await simulate(seed, middle);
    if (outcome.broken === null) low = middle + 1;
    else {
      high = middle;
      last = outcome;
    }
  }
  return last;
}

class World {
  readonly #seed: number;
  readonly #disk: Disk;
  readonly #chance: () => number;
  readonly #fired: Partial<Record<Fault, number>> = {};
  /** What is to be delivered, the next one first. */
  #coming: Entry[];
  /** What a part of the network that is cut off will send later. */
  #held: Entry[] = [];
  readonly #acknowledged: Acknowledged[] = [];
  readonly #heads: ShownHead[] = [];
  #judge = new Judge(BRIGADE);
  #life!: Life;
  #engine!: Engine;
  #follower: { readonly life: Life; readonly engine: Engine; readonly part: { writes: boolean } } | undefined;
  #savedUntil = 0 as Seq;
  #lives = 0;
  #delivery = 0;
  /** Nobody listened since the process died: the next tick may not say that somebody did. */
  #deaf = false;
  #now = at(START);

  constructor(seed: number, disk: Disk) {
    this.#seed = seed;
    this.#disk = disk;
    this.#chance = seeded(seed);
    const [list] = fc.sample(moves, { seed, numRuns: 1 });
    this.#coming = [...withBrigade(streamOf(list!), this.#chance, (fault) => this.#count(fault))];
  }

  outcome(law: string | null): Outcome {
    return {
      seed: this.#seed,
      entries: this.#acknowledged.length,
      lives: this.#lives,
      fired: this.#fired,
      broken: law === null ? null : { law, delivery: this.#delivery },
    };
  }

  async run(limit: number): Promise<void> {
    await this.#start();
    while (this.#coming.length + this.#held.length > 0 && this.#delivery < limit) {
      this.#delivery += 1;
      if (this.#chance() * 100 < FAULTS_OF_100)
        this.#life.armed = STORE_FAULTS[Math.floor(this.#chance() * STORE_FAULTS.length)];
      await this.#deliver(this.#take());
      if (!this.#life.dead && this.#chance() < 0.2)
        await this.#orDeath(this.#engine.save(this.#chance() < 0.3).catch(ignoreAway));
      if (this.#life.dead) await this.#dead();
      else {
        await this.#checkStep();
        await this.#follow();
      }
    }
    this.#life.armed = undefined;
    await this.#check();
    this.#life.kill();
    this.#follower?.life.kill();
  }

  #count(fault: Fault): void {
    this.#fired[fault] = (this.#fired[fault] ?? 0) + 1;
  }

  /** The next deliveries: a tick by itself, signals together, some of them held back, again, or in another order. */
  #take(): Entry[] {
    if (this.#held.length > 0 && (this.#coming.length === 0 || this.#chance() < 0.05)) return this.#held.splice(0);
    const many = 1 + Math.floor(this.#chance() * TOGETHER_MAX);
    const batch = this.#coming.splice(0, many);
    if (this.#chance() < 0.1) {
      const back = batch.filter((entry) => entry.kind === 'report' && entry.reporter.length % 3 === 0);
      if (back.length > 0) this.#count('held back');
      this.#held.push(...back);
      return batch.filter((entry) => !back.includes(entry));
    }
    if (this.#chance() < 0.1) {
      const again = batch.filter(isSignal).slice(0, 5);
      if (again.length > 0) this.#count('sent again');
      return [...batch, ...again];
    }
    if (this.#chance() < 0.1) return this.#mixed(batch);
    return batch;
  }

  /** Signals change places; clocks and decisions stay where they are. */
  #mixed(batch: readonly Entry[]): Entry[] {
    const signals = batch.filter(isSignal);
    if (signals.length > 1) this.#count('out of order');
    for (let i = signals.length - 1; i > 0; i -= 1) {
      const j = Math.floor(this.#chance() * (i + 1));
      [signals[i], signals[j]] = [signals[j]!, signals[i]!];
    }
    return batch.map((entry) => (isSignal(entry) ? signals.shift()! : entry));
  }

  async #deliver(batch: readonly Entry[]): Promise<void> {
    const unsure: Entry[] = [];
    const told = batch.flatMap((one) => {
      const entry = this.#letIn(this.#asHeard(one));
      if (entry === undefined) return [];
      const done = this.#engine.submit(entry).then(
        (seq) => {
          this.#disk.acknowledged();
          this.#acknowledged.push({ entry, seq });
        },
        () => unsure.push(one),
      );
      return [{ one, done }];
    });
    const settled = new Set<Entry>();
    for (const { one, done } of told) void done.then(() => settled.add(one));
    await this.#orDeath(Promise.all(told.map(({ done }) => done)));
    // Whoever was not told sends again; some give up. Time is not sent again.
    const lost = told.filter(({ one }) => !settled.has(one)).map(({ one }) => one);
    const again = [...unsure, ...lost].filter((entry) => entry.kind !== 'tick' && this.#chance() < 0.8);
    this.#coming.unshift(...again);
  }

  #asHeard(entry: Entry): Entry {
    if (entry.kind !== 'tick') return entry;
    if (entry.at < this.#now) this.#count('the clock jumps back');
    if (entry.at > this.#now + 2 * MINUTE_MS) this.#count('the clock jumps ahead');
    this.#now = entry.at;
    if (!this.#deaf) return entry;
    this.#deaf = false;
    const { since: _, ...unheard } = entry;
    return unheard;
  }

  /** What the door says of what is sent; some write what nobody would, beside it. */
  #letIn(entry: Entry): Entry | undefined {
    if (!isSent(entry)) return entry;
    if (entry.service !== BRIGADE && this.#chance() < LIES) this.#lie(entry);
    const read = atTheDoor(entry, this.#engine, this.#now);
    if (read === undefined) this.#count('refused at the door');
    return read;
  }

  #lie(truth: Report | Tally): void {
    const lie = lieAtTheDoor(truth, this.#engine, this.#now, this.#chance);
    this.#count(lie === undefined ? 'a lie refused at the door' : 'a lie that looks like a signal');
    if (lie !== undefined) this.#coming.unshift(lie);
  }

  async #orDeath(work: Promise<unknown>): Promise<void> {
    await Promise.race([work, this.#life.died]);
  }

  async #start(): Promise<void> {
    const behind = this.#disk.open();
    const views: ViewsHome = tellingUntil(behind.views, (until) => {
      this.#savedUntil = until;
    });
    this.#life = new Life(behind, (fault) => this.#count(fault), views);
    this.#engine = await this.#opened(this.#life, false);
    this.#lives += 1;
    this.#disk.acknowledged();
  }

  #opened(life: Life, follows: boolean): Promise<Engine> {
    return Engine.open(life.store, {
      now: () => this.#now,
      follows,
      // A process that cannot go on ends.
      onFatal: () => life.kill(),
      onStep: (step) => {
        const fault = STEP_OF[step];
        if (fault !== undefined && life.is(fault)) {
          life.kill();
          throw new Error(fault);
        }
      },
    });
  }

  /** Another process reads on, when it gets to it. */
  async #follow(): Promise<void> {
    // A file is opened by one process at a time.
    if (this.#seed % SQLITE_EVERY === 0) return;
    if (this.#follower === undefined) {
      const behind = this.#disk.open();
      const part = { writes: false };
      const followed = {
        get writes() {
          return part.writes;
        },
        savedUntil: async () => this.#savedUntil,
      };
      const telling = tellingUntil(behind.views, (until) => {
        this.#savedUntil = until;
      });
      const life = new Life(behind, (fault) => this.#count(fault), new FollowedViews(telling, followed));
      this.#follower = { life, engine: await this.#opened(life, true), part };
    }
    const { engine } = this.#follower;
    if (this.#chance() < 0.3) await engine.readOn();
    else if (engine.size < this.#engine.size) this.#count('whoever follows lags behind');
    // It lets go of what the other one has saved, and of nothing else.
    if (this.#chance() < 0.3) await engine.save(false).catch(ignoreAway);
  }

  /** What comes after a death: the same process again, or the one that followed. */
  async #dead(): Promise<void> {
    this.#deaf = true;
    const follower = this.#follower;
    if (follower !== undefined && this.#chance() < 0.6) {
      this.#count('whoever follows takes over');
      follower.part.writes = true;
      await follower.engine.begin();
      this.#life = follower.life;
      this.#engine = follower.engine;
      this.#follower = undefined;
      this.#lives += 1;
    } else {
      if (this.#disk.cutPower(this.#chance)) this.#count('a torn tail');
      await this.#start();
    }
    await this.#check();
  }

  /** After every step: what it brought follows from what was there. */
  async #checkStep(): Promise<void> {
    const { journal } = this.#life.store;
    const { size } = this.#judge;
    this.#judge.read(await journal.read(size as Seq, this.#engine.size - size), this.#acknowledged);
    this.#judge.compare(this.#engine);
  }

  /** After every life: all of it, from the beginning, and the views. */
  async #check(): Promise<void> {
    const { journal } = this.#life.store;
    const size = journal.head().size;
    const { problems } = await checkJournal(journal);
    if (problems.length > 0) throw new BrokenLaw(describeProblem(problems[0]!));
    this.#judge = new Judge(BRIGADE);
    this.#judge.read(await journal.read(0 as Seq, size), this.#acknowledged, this.#heads);
    const most = Math.max(0, ...this.#heads.map((head) => head.size));
    if (most > size) throw new BrokenLaw(`a tree of ${most} entries was shown, and there are ${size}`);
    this.#heads.push({ size, root: hex(journal.head().root) });
    this.#judge.compare(this.#engine);
    await this.#orDeath(this.#engine.save(false));
    const options = { now: () => this.#now, onFatal: () => {} };
    for await (const { name, what } of compareViews(this.#life.store, options)) throw new BrokenLaw(`${name}: ${what}`);
  }
}

const isSignal = ({ kind }: Entry): boolean =>
  kind === 'report' || kind === 'tally' || kind === 'traffic' || kind === 'check';
const ignoreAway = (): void => {};

function tellingUntil(views: ViewsHome, tell: (until: Seq) => void): ViewsHome {
  return new Proxy(views, {
    get(target, name) {
      if (name === 'bases') return undefined;
      if (name === 'save') {
        return async (batch: ViewsBatch) => {
          await target.save(batch);
          tell(batch.until);
        };
      }
      const value = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Into a stream: a service that is reported from many networks now and then, and that two networks call down together. */
function* withBrigade(stream: readonly Entry[], chance: () => number, count: (fault: Fault) => void): Generator<Entry> {
  let told = 0;
  let left = 0;
  for (const [place, entry] of stream.entries()) {
    if (place === 0) yield { kind: 'service', at: at(START), service: service(BRIGADE) };
    yield entry;
    if (entry.kind !== 'tick' || entry.timeline !== LIVE) continue;
    if (left === 0 && place > stream.length / 2 && chance() < 0.02) {
      left = 5;
      count('a brigade');
    }
    const many = left > 0 ? 30 : place % 29 === 0 ? 1 : 0;
    for (let i = 0; i < many; i += 1) {
      told += 1;
      const network = left > 0 ? `AS${i % 2}` : `AS${100 + (told % 40)}`;
      yield report({ at: (entry.at + i) as EpochMs, service: BRIGADE, reporter: `brigade-${told}`, network });
    }
    if (left > 0) left -= 1;
  }
}
