/** Plays scenarios into an engine, each by a clock of its own whose speed can be chosen. History is loaded at once. */
import type { Engine } from '../engine/engine.ts';
import type { Statement } from '../model/statement.ts';
import type { EpochMs } from '../model/units.ts';
import { type Replay, startReplay } from './replayer.ts';
import type { Scenario } from './scenario.ts';

/** How often the clocks move. */
const BEAT_MS = 250;
export const SPEED_MAX = 100_000;

interface Playing {
  readonly scenario: Scenario;
  readonly replay: Replay;
  clock: EpochMs;
  speed: number;
}

export class Player {
  readonly #engine: Engine;
  readonly #playing: readonly Playing[];
  readonly #onError: (cause: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  /** The beat that is under way. */
  #beat: Promise<void> = Promise.resolve();
  #beatAt = 0;

  constructor(
    engine: Engine,
    scenarios: readonly Scenario[],
    speed: number | undefined,
    onError: (cause: unknown) => void,
  ) {
    this.#engine = engine;
    this.#onError = onError;
    this.#playing = scenarios.map((scenario) => {
      // Goes on where the journal ends, so that a restart continues the replay.
      const at = engine.state.timelines.get(scenario.timeline)?.at;
      const clock = Math.max(at ?? 0, scenario.playFrom) as EpochMs;
      return { scenario, replay: startReplay(scenario, at), clock, speed: speed ?? scenario.speed };
    });
  }

  /** Loads what is history already. */
  async load(): Promise<void> {
    for (const playing of this.#playing) await this.#tell(playing);
  }

  start(now: () => number): void {
    this.#beatAt = now();
    const beat = async (): Promise<void> => {
      const elapsed = now() - this.#beatAt;
      this.#beatAt = now();
      for (const playing of this.#playing) {
        const { scenario, clock, speed } = playing;
        playing.clock = Math.min(scenario.end, clock + Math.max(0, elapsed) * speed) as EpochMs;
        await this.#tell(playing);
      }
      if (!this.#stopped) later();
    };
    const later = (): void => {
      this.#timer = setTimeout(() => {
        this.#beat = beat().catch(this.#onError);
      }, BEAT_MS);
    };
    later();
  }

  /** Resolves when nothing more will be told. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#beat;
  }

  speedOf(timeline: string): number | undefined {
    const playing = this.#find(timeline);
    return playing?.replay.over === true ? 0 : playing?.speed;
  }

  /** False when there is no such replay, or no such speed. */
  setSpeed(timeline: string, speed: number): boolean {
    const playing = this.#find(timeline);
    if (playing === undefined || !(speed >= 0 && speed <= SPEED_MAX)) return false;
    playing.speed = speed;
    return true;
  }

  timelines() {
    return this.#playing.map(({ scenario, replay, speed }) => ({
      id: scenario.timeline,
      name: scenario.name,
      speed,
      asOf: replay.at === undefined ? null : new Date(replay.at).toISOString(),
      ended: replay.over,
    }));
  }

  async #tell({ scenario, replay, clock }: Playing): Promise<void> {
    const entries = [...replay.due(clock)];
    if (entries.length > 0) await this.#engine.submitAll(entries);
    await this.#say(scenario, clock);
  }

  /** What was said is told when its time has come and there is an incident that it is about. */
  async #say({ statements = [], services }: Scenario, clock: EpochMs): Promise<void> {
    const told = this.#engine.state.statements;
    const due = statements.filter(({ id, dueAt }) => dueAt <= clock && !told.has(id));
    const service = services[0]?.id;
    if (due.length === 0 || service === undefined) return;
    const [incident] = await this.#engine.incidents({ services: [service], limit: 1 });
    if (incident === undefined) return;
    const entries = due.map(({ dueAt, ...said }): Statement => {
      return { kind: 'statement', at: dueAt, version: 1, service, incident: incident.id, ...said };
    });
    await this.#engine.submitAll(entries);
  }

  #find(timeline: string): Playing | undefined {
    return this.#playing.find(({ scenario }) => scenario.timeline === timeline);
  }
}
