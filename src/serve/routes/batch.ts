/** The batch door over HTTP: NDJSON read as it arrives, a bounded number of lines under way, refusals by line. */

import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { Context } from 'hono';
import type { z } from 'zod';
import { isRefusal, type Refusal, refuse } from '../../doors/refusal.ts';
import { readSignal, type SignalContext } from '../../doors/signals.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Signal } from '../../model/entry.ts';
import { problemOf } from '../problem.ts';
import type { SignalsAnswer } from '../schema.ts';
import { tooMany } from './refusals.ts';

/** Lines that may wait for the disk before more are read. */
const UNDER_WAY_MAX = 1_000;
/** Refusals that are told one by one; the rest is counted. */
const REFUSALS_TOLD = 100;
/** A body without an end is not read for ever. */
const BODY_BYTES_MAX = 1 << 30;

export interface BatchDoor {
  readonly engine: Engine;
  /** A new one for each line, since time goes by. */
  readonly context: () => SignalContext;
  /** Seconds to wait, 0 to pass; trusted senders are not limited. */
  readonly limit: () => number;
  readonly count: (outcome: 'accepted' | { refused: string }) => void;
}

export async function takeBatch(c: Context, door: BatchDoor): Promise<z.infer<typeof SignalsAnswer> | Refusal> {
  const body = c.req.raw.body;
  if (body === null) return refuse(400, 'empty', 'Nothing sent', 'Send one JSON object a line.');
  const answer: z.infer<typeof SignalsAnswer> = {
    accepted: 0,
    refused: 0,
    firstSeq: null,
    lastSeq: null,
    refusals: [],
  };
  const input = Readable.fromWeb(body as ReadableStream<Uint8Array>);
  let bytes = 0;
  input.on('data', (chunk: Uint8Array) => {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) input.destroy(new Error(`the body is longer than ${BODY_BYTES_MAX} bytes`));
  });
  let line = 0;
  let waiting: Signal[] = [];
  const flush = async (): Promise<void> => {
    const seqs = await Promise.all(waiting.map((signal) => door.engine.submit(signal)));
    waiting = [];
    answer.accepted += seqs.length;
    answer.firstSeq ??= seqs[0] ?? null;
    answer.lastSeq = seqs.at(-1) ?? answer.lastSeq;
  };
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text.trim() === '') continue;
    const wait = door.limit();
    const signal = wait > 0 ? tooMany(wait) : readSignal(text, door.context());
    if (isRefusal(signal)) {
      answer.refused += 1;
      door.count({ refused: signal.code });
      if (answer.refusals.length < REFUSALS_TOLD) answer.refusals.push({ line, problem: problemOf(signal) });
      continue;
    }
    door.count('accepted');
    waiting.push(signal);
    if (waiting.length >= UNDER_WAY_MAX) await flush();
  }
  await flush();
  return answer;
}
