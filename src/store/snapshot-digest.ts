/** What tells a damaged snapshot: SHA-256 over the position that it is of, a line's end and its text, which may come in pieces. */
import { createHash, type Hash } from 'node:crypto';
import type { Seq } from '../model/units.ts';

export const snapshotDigest = (until: Seq): Hash => createHash('sha256').update(`${until}\n`);

export const snapshotHash = (until: Seq, body: string): string => snapshotDigest(until).update(body).digest('hex');
