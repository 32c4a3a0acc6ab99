/** The batch door over HTTP: NDJSON read as it arrives, a bounded number of lines under way, refusals by line. */
import type { Context } from 'hono';
import type { z } from 'zod';
import { readLines } from '../../doors/lines.ts';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { LINE_BYTES_MAX, readSignal, type SignalContext } from '../../doors/signals.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Seq } from '../../model/units.ts';
import { problemOf } from '../problem.ts';
import type { SignalsAnswer } from '../schema-batch.ts';
import { failed, tooMany } from './refusals.ts';

/** Lines that may wait for the disk before more are read. */
const UNDER_WAY_MAX = 1_000;
/** Refusals that are told one by one; the rest is counted. */
const REFUSALS_TOLD = 100;

export interface BatchDoor {
  readonly engine: Engine;
  /** A body is read no further than this. */
  readonly bytesMax: number;
  /** A new one for each line, since time goes by. */
  readonly context: () => SignalContext;
  /** Seconds to wait, 0 to pass; trusted senders are not limited. */
  readonly limit: () => number;
  readonly count: (outcome: 'accepted' | { refused: string }) => void;
  readonly onError: (cause: unknown) => void;
}

type Answer = z.infer<typeof SignalsAnswer>;

/** What was taken, and why the door stopped before the end of the body, if it did. */
export interface BatchOutcome {
  readonly answer: Answer;
  readonly stopped?: Refusal;
}

class BodyTooLongError extends Error {
  override name = 'BodyTooLongError';
}

export async function takeBatch(c: Context, door: BatchDoor): Promise<BatchOutcome> {
  const answer: Answer = { accepted: 0, refused: 0, firstSeq: null, lastSeq: null, refusals: [] };
  const body = c.req.raw.body;
  if (body === null) return { answer, stopped: refuse(400, 'empty', 'Nothing sent', 'Send one JSON object a line.') };
  const refuseLine = (line: number, refusal: Refusal): void => {
    answer.refused += 1;
    door.count({ refused: refusal.code });
    if (answer.refusals.length < REFUSALS_TOLD) answer.refusals.push({ line, problem: problemOf(refusal) });
  };
  let waiting: { line: number; stored: Promise<Seq> }[] = [];
  /** Waits for the disk. Undefined when all was stored, else why not; each line that was not is refused. */
  const flush = async (): Promise<Refusal | undefined> => {
    const lines = waiting;
    waiting = [];
    const outcomes = await Promise.allSettled(lines.map(({ stored }) => stored));
    let stopped: Refusal | undefined;
    outcomes.forEach((one, index) => {
      if (one.status === 'rejected') {
        if (stopped === undefined) door.onError(one.reason);
        stopped ??= failed(one.reason);
        refuseLine(lines[index]!.line, stopped);
        return;
      }
      answer.accepted += 1;
      answer.firstSeq ??= one.value;
      answer.lastSeq = one.value;
      door.count('accepted');
    });
    return stopped;
  };
  let line = 0;
  try {
    for await (const text of readLines(limited(body, door.bytesMax), LINE_BYTES_MAX)) {
      line += 1;
      if (text?.trim() === '') continue;
      const wait = door.limit();
      const signal = wait > 0 ? tooMany(wait) : readSignal(text, door.context());
      if (isRefusal(signal)) {
        refuseLine(line, signal);
        continue;
      }
      // Submitted as it comes, so that a slow sender's lines don't wait for its last one.
      const stored = door.engine.submit(signal);
      // It is looked at in the next flush; until then a failure has nobody to tell.
      stored.catch(() => {});
      waiting.push({ line, stored });
      if (waiting.length < UNDER_WAY_MAX) continue;
      const stopped = await flush();
      if (stopped !== undefined) return { answer, stopped };
    }
  } catch (cause) {
    // The lines before the break are whole; the one in which it fell is not read.
    return { answer, stopped: (await flush()) ?? broken(cause, door) };
  }
  const stopped = await flush();
  return stopped === undefined ? { answer } : { answer, stopped };
}

async function* limited(body: ReadableStream<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bytesMax) throw new BodyTooLongError(`the body is longer than ${bytesMax} bytes`);
    yield chunk;
  }
}

function broken(cause: unknown, { bytesMax }: BatchDoor): Refusal {
  return cause instanceof BodyTooLongError
    ? refuse(413, 'too-large', 'Too large', `A batch may have ${bytesMax} bytes; send the rest in another one.`)
    : refuse(400, 'cut-short', 'Cut short', 'The body ended before its end; the lines before that were read.');
}
