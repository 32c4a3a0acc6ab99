/** Reports and tallies as entries: each line taken or refused by itself, and a clock that follows them. */
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { DISORDER_MS, idOf, importedService, ReportClock } from '../doors/import.ts';
import { readLines } from '../doors/lines.ts';
import { isRefusal, type Refusal, refuse } from '../doors/refusal.ts';
import { newId } from '../doors/report-id.ts';
import type { SignalText } from '../doors/report-rows.ts';
import { LINE_BYTES_MAX, readSignal, type SignalContext } from '../doors/signals.ts';
import type { Engine } from '../engine/engine.ts';
import type { Entry, Signal } from '../model/entry.ts';
import type { EpochMs } from '../model/units.ts';
import { type Imported, type ImportPlan, timelineFor } from './import-plan.ts';

const REFUSALS_SHOWN = 10;

/** The lines of NDJSON that say something. */
export async function* ndjsonTexts(stream: Readable): AsyncGenerator<SignalText> {
  let line = 0;
  for await (const text of readLines(stream, LINE_BYTES_MAX)) {
    line += 1;
    if (text?.trim() !== '') yield { line, text };
  }
}

export async function* reportEntries(
  texts: AsyncIterable<SignalText>,
  engine: Engine,
  plan: ImportPlan,
  done: Imported,
): AsyncGenerator<Entry> {
  const context: SignalContext = {
    watches: engine.state.watches,
    now: Date.now() as EpochMs,
    trusted: true,
    replays: true,
    sender: { reporter: 'import' },
    newId,
  };
  let past: Past | undefined;
  /** Also makes the service of a report that has none yet. */
  const read = async (text: string | undefined, { timeline, from }: Past): Promise<Signal | Refusal> => {
    let signal = readSignal(text, context);
    if (text !== undefined && isRefusal(signal) && signal.code === 'no-such-service') {
      signal = await makeService(JSON.parse(text), engine, plan, timeline, context);
    }
    return isRefusal(signal) ? signal : (refusalOf(signal, text!, engine, timeline, from) ?? signal);
  };
  for await (const { line, text } of texts) {
    past ??= pastOf(text, engine, plan, context);
    const taken = typeof text === 'object' ? text : await read(text, past);
    if (isRefusal(taken)) {
      done.refused += 1;
      if (done.refusals.length < REFUSALS_SHOWN)
        done.refusals.push({ line, detail: `${taken.title}: ${taken.detail}` });
      continue;
    }
    done.services.add(taken.service);
    done.signals += 1;
    const tick = past.clock.before(taken.at);
    if (tick !== undefined) yield tick;
    if (past.clock.latest - taken.at > DISORDER_MS) done.late += 1;
    yield taken;
  }
  const end = past?.clock.end();
  if (end !== undefined) yield end;
}

/** The clock that a file's reports live by, and how far it has come. */
interface Past {
  readonly timeline: string;
  readonly from: EpochMs | undefined;
  readonly clock: ReportClock;
}

/** @param first what the file begins with: where no clock was asked for, its service's is taken, if there is such a service */
function pastOf(first: SignalText['text'], { state }: Engine, plan: ImportPlan, context: SignalContext): Past {
  const signal = typeof first === 'object' ? first : readSignal(first, context);
  const known = isRefusal(signal) ? undefined : state.watches.get(signal.service)?.service;
  const timeline = timelineFor(plan, plan.timeline === undefined ? [known] : []);
  return { timeline, from: state.timelines.get(timeline)?.at, clock: new ReportClock(timeline) };
}

/** A service that there is not is made, folded at once so that the next lines find it. */
async function makeService(
  line: { service: string; stepMinutes?: number },
  engine: Engine,
  { file }: ImportPlan,
  timeline: string,
  context: SignalContext,
): Promise<Signal | Refusal> {
  const id = idOf(line.service);
  const known = engine.state.watches.get(id);
  if (known === undefined || known.retired) {
    const service =
      known?.service ?? importedService(id, line.service, timeline, line.stepMinutes ?? 1, basename(file));
    await engine.submit({ kind: 'service', at: context.now, service });
  }
  return readSignal(JSON.stringify({ ...line, service: id }), context);
}

/** What the door for live signals need not ask: that a line has a time of its own, and that it lies ahead of the clock. */
function refusalOf(
  signal: Signal,
  text: string,
  engine: Engine,
  timeline: string,
  from: EpochMs | undefined,
): Refusal | undefined {
  const lives = engine.state.watches.get(signal.service)?.service.timeline;
  if (lives !== timeline) {
    const detail = `${signal.service} lives by the clock "${lives}", this file by "${timeline}"; see --timeline.`;
    return refuse(409, 'other-clock', 'Another clock', detail);
  }
  if (JSON.parse(text).at === undefined) {
    return refuse(422, 'no-time', 'No time', 'A line of the past needs its own time: "at": "2025-03-10T09:45:00Z".');
  }
  if (from === undefined || signal.at >= from) return undefined;
  const detail = `The clock "${timeline}" of this journal stands at ${new Date(from).toISOString()}; the past cannot be judged again.`;
  return refuse(409, 'past', 'Behind the clock', detail);
}
