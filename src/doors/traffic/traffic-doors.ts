/**
 * All sources of traffic of all services: opened as the configuration says, looked at several times a second, and closed. Whatever goes
 * wrong with one is told and tried again; the others go on.
 */
import { globSync } from 'node:fs';
import type { List, TrafficMinute } from '../../model/traffic-minute.ts';
import { type EpochMs, MINUTE_MS } from '../../model/units.ts';
import { isHosting } from '../../traffic/origins/hosting.ts';
import type { Places } from '../place.ts';
import { countingPlaces, countingTables } from '../places/clients.ts';
import { FileFollower } from './follow.ts';
import { LiveCounter, type TakenOut } from './live-counter.ts';
import { LOGPUSH_SOURCE, LogpushDoor } from './logpush.ts';
import { fileAt, isRotated } from './place-in-file.ts';
import type { ServiceTraffic, TrafficSource } from './settings.ts';
import { SyslogReceiver, syslogAddress } from './syslog.ts';

const LOOK_EVERY_MS = 500;
/** Patterns are looked at again so often: a file may come later. */
const GLOB_EVERY_MS = 5_000;
/** Files that one pattern may stand for. */
const FILES_MAX = 64;
/** What could not be stored waits, up to so many minutes of a source. */
const PENDING_MAX = 240;

export interface TrafficDoorsOptions {
  /** Resolves when the entries are durable. */
  readonly submit: (entries: readonly TrafficMinute[]) => Promise<void>;
  /** Where a source of a service goes on reading. */
  readonly markOf: (service: string, source: string) => string | null;
  readonly places: () => Places;
  readonly pseudonym: (text: string) => string;
  readonly now: () => EpochMs;
  /** Told of lines that were refused, and of what went wrong. */
  readonly onRefused: (service: string, source: string, refused: TakenOut['refused']) => void;
  readonly onError: (cause: unknown, service: string, source: string) => void;
  /** Told of what Cloudflare sends to see whose address this is. */
  readonly onChallenge?: (service: string, challenge: string) => void;
}

/** One open source. */
interface Open {
  readonly key: string;
  readonly service: string;
  look(): Promise<void>;
  close(): Promise<void>;
}

export class TrafficDoors {
  /** Lines since the start, by `SERVICE counted` or `SERVICE REASON`. */
  readonly lines = new Map<string, number>();
  readonly #options: TrafficDoorsOptions;
  #open: Open[] = [];
  readonly #logpush = new Map<string, LogpushDoor>();
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: TrafficDoorsOptions) {
    this.#options = options;
  }

  /** Where Logpush may send this service's batches; undefined where the configuration does not say so. */
  logpush(service: string): LogpushDoor | undefined {
    return this.#logpush.get(service);
  }

  /** Opens what is new, and closes what is there no more. */
  async apply(all: readonly ServiceTraffic[], databases: string): Promise<void> {
    await this.#pause();
    const wanted = new Map<string, [service: string, source: TrafficSource]>();
    for (const { service, sources } of all) {
      for (const source of sources) wanted.set(JSON.stringify([databases, service, source]), [service, source]);
    }
    const kept = this.#open.filter(({ key }) => wanted.has(key));
    const gone = this.#open.filter(({ key }) => !wanted.has(key));
    this.#open = kept;
    await Promise.all(gone.map((one) => this.#guarded(one.service, one.key, () => one.close())));
    for (const [key, [service, source]] of wanted) {
      if (kept.some((one) => one.key === key)) continue;
      await this.#guarded(service, key, async () => {
        this.#open.push(await this.#opened(key, service, source));
      });
    }
    this.#later();
  }

  /** Looks at every source now. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(async () => {
      for (const one of this.#open) await this.#guarded(one.service, one.key, () => one.look());
    });
    return this.#looking;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#pause();
    await Promise.all(this.#open.map((one) => this.#guarded(one.service, one.key, () => one.close())));
    this.#open = [];
    this.#logpush.clear();
  }

  #later(): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => {
      this.look().finally(() => this.#later());
    }, LOOK_EVERY_MS);
  }

  async #pause(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#looking;
    clearTimeout(this.#timer);
  }

  async #guarded(service: string, source: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      this.#options.onError(cause, service, source);
    }
  }

  #opened(key: string, service: string, source: TrafficSource): Promise<Open> | Open {
    if ('files' in source) return this.#files(key, service, source);
    if ('syslog' in source) return this.#syslog(key, service, source);
    return this.#logpushOf(key, service, source);
  }

  #files(key: string, service: string, source: Extract<TrafficSource, { files: unknown }>): Open {
    const followers = new Map<string, FileFollower>();
    let globbedAt = Number.NEGATIVE_INFINITY;
    const isFirst = () => globbedAt === Number.NEGATIVE_INFINITY;
    const find = (): void => {
      const inodes = new Set([...followers.values()].map(({ inode }) => inode));
      for (const path of source.files.flatMap(pathsOf)) {
        if (followers.has(path) || followers.size >= FILES_MAX) continue;
        // A name that a followed file was given by its rotation is no new file.
        const inode = fileAt(path)?.inode;
        if (inode !== undefined && inodes.has(inode)) continue;
        const follower = new FileFollower({
          path,
          service,
          source: path,
          counter: this.#counter(source),
          now: this.#options.now,
          mark: this.#options.markOf(service, path),
          fromStart: source.from === 'start' || !isFirst(),
          submit: (entries, taken) => this.#submit(service, path, entries, taken),
        });
        followers.set(path, follower);
      }
      globbedAt = this.#options.now();
    };
    find();
    return {
      key,
      service,
      look: async () => {
        if (Math.abs(this.#options.now() - globbedAt) >= GLOB_EVERY_MS) find();
        for (const follower of followers.values()) await follower.look();
      },
      close: async () => {
        for (const follower of followers.values()) await follower.close();
      },
    };
  }

  async #syslog(key: string, service: string, source: Extract<TrafficSource, { syslog: string }>): Promise<Open> {
    const { now, onError } = this.#options;
    const counter = this.#counter(source);
    const begun = now().toString(36);
    let parts = 0;
    let minute = Math.floor(now() / MINUTE_MS);
    let pending: TrafficMinute[] = [];
    const takeOut = (): void => {
      const taken = counter.takeOut();
      parts += 1;
      const part = `${begun}.${parts}`;
      for (const { at, counts } of taken.minutes) {
        pending.push({ kind: 'traffic', at, service, source: source.syslog, part, counts });
      }
      this.#note(service, source.syslog, taken);
      pending = pending.slice(-PENDING_MAX);
    };
    const receiver = new SyslogReceiver({
      address: syslogAddress(source.syslog)!,
      counter,
      onFull: takeOut,
      onError: (cause) => onError(cause, service, source.syslog),
    });
    await receiver.listen();
    const send = async (): Promise<void> => {
      const entries = pending;
      if (entries.length === 0) return;
      pending = [];
      try {
        await this.#options.submit(entries);
      } catch (cause) {
        pending = [...entries, ...pending].slice(-PENDING_MAX);
        throw cause;
      }
    };
    return {
      key,
      service,
      look: async () => {
        receiver.settle();
        const past = Math.floor(now() / MINUTE_MS);
        if (past !== minute) {
          minute = past;
          takeOut();
        }
        await send();
      },
      close: async () => {
        await receiver.close();
        takeOut();
        await send();
      },
    };
  }

  #logpushOf(key: string, service: string, source: Extract<TrafficSource, { logpush: true }>): Open {
    const door = new LogpushDoor({
      service,
      counter: this.#counter({ ...source, format: 'cloudflare' }),
      submit: async (entries, taken) => {
        await this.#options.submit(entries);
        for (const one of taken) this.#note(service, LOGPUSH_SOURCE, one);
      },
      onChallenge: (challenge) => this.#options.onChallenge?.(service, challenge),
    });
    this.#logpush.set(service, door);
    return {
      key,
      service,
      look: async () => {},
      close: async () => {
        if (this.#logpush.get(service) === door) this.#logpush.delete(service);
      },
    };
  }

  async #submit(service: string, source: string, entries: readonly TrafficMinute[], taken: TakenOut): Promise<void> {
    await this.#options.submit(entries);
    this.#note(service, source, taken);
  }

  #note(service: string, source: string, taken: TakenOut): void {
    const add = (outcome: string, lines: number): void => {
      const name = `${service} ${outcome}`;
      if (lines > 0) this.lines.set(name, (this.lines.get(name) ?? 0) + lines);
    };
    add('counted', taken.counted);
    for (const [fault, { lines }] of taken.refused) add(fault, lines);
    if (taken.refused.size > 0) this.#options.onRefused(service, source, taken.refused);
  }

  #counter(setting: CounterSetting): LiveCounter {
    const { places: placesNow, pseudonym, now } = this.#options;
    const places = placesNow();
    const networks = places.networks[0];
    return new LiveCounter({
      format: setting.format,
      read: { forwarded: setting.forwarded ?? 'no', zoneMinutes: setting.zoneMinutes ?? 0 },
      places: countingPlaces(countingTables(places)),
      naming: {
        pseudonym: (list, high, low) => `~${pseudonym(`${list}:${high}:${low}`)}`,
        shown: new Set(setting.show),
        hosting: networks === undefined ? undefined : (code) => isHosting(code, networks.nameOf(code)),
      },
      now,
    });
  }
}

interface CounterSetting {
  readonly format?: string | undefined;
  readonly forwarded?: 'no' | 'first' | 'last';
  readonly zoneMinutes?: number;
  readonly show: readonly List[];
}

/** A pattern stands for the files that match it now, without those that a rotation has put aside. */
function pathsOf(path: string): string[] {
  return /[*?[{]/.test(path)
    ? globSync(path)
        .filter((one) => !isRotated(one))
        .sort()
    : [path];
}
