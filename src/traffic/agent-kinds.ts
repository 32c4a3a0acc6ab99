/** The kinds of agents met lately, by the hash of their text: a text is looked at once, not in every minute again. */
import { agentKind } from './agent.ts';
import type { Key } from './hash.ts';

/** A longer text says no more. */
const AGENT_MAX = 400;
/** Agents are few and come back every minute: the kinds of so many are remembered by key. */
const REMEMBERED = 8_192;
/** Places that are tried before one is overwritten. */
const TRIES = 8;
const rememberedKeys = new Int32Array(2 * (REMEMBERED + TRIES));
const rememberedKinds = new Int32Array(REMEMBERED + TRIES);

export function kindOfAgent(key: Key, bytes: Uint8Array, from: number, to: number): number {
  const home = key.low & (REMEMBERED - 1);
  let at = home;
  for (; at < home + TRIES && rememberedKeys[2 * at] !== 0; at += 1) {
    if (rememberedKeys[2 * at] === key.high && rememberedKeys[2 * at + 1] === key.low) return rememberedKinds[at]!;
  }
  if (at === home + TRIES) at = home;
  rememberedKeys[2 * at] = key.high;
  rememberedKeys[2 * at + 1] = key.low;
  rememberedKinds[at] = agentKind(String.fromCharCode(...bytes.subarray(from, Math.min(to, from + AGENT_MAX))));
  return rememberedKinds[at]!;
}
