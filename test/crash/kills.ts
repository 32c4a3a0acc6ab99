/**
 * Kills a serving observatory under load, again and again: `node test/crash/kills.ts --kills 50`. Many senders post
 * reports over HTTP; at a random moment the process gets SIGKILL; then its journal is opened and judged. One journal
 * goes through all kills, so that each start is a recovery.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Acknowledged, aftermathOf } from './aftermath.ts';

const BIN = new URL('../../bin/groundswell.mjs', import.meta.url).pathname;
const SENDERS = 64;
/** The load runs so long at least, and at most, before the kill. */
const LOAD_MS = { least: 30, most: 900 };

export interface Summary {
  readonly kills: number;
  readonly entries: number;
  readonly acknowledged: number;
  /** Requests that were sent and not answered when the process died, over all kills. */
  readonly inFlight: number;
  /** Of those, kills that found at least one. */
  readonly killsInFlight: number;
  readonly lost: number;
  readonly problems: readonly string[];
}

export async function killAgainAndAgain(kills: number, onKill: (line: string) => void = () => {}): Promise<Summary> {
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-kills-'));
  const path = join(folder, 'journal.db');
  const config = join(folder, 'services.yaml');
  writeFileSync(config, CONFIG);
  const all: Acknowledged[] = [];
  const problems: string[] = [];
  let inFlight = 0;
  let killsInFlight = 0;
  let lost = 0;
  let entries = 0;
  try {
    for (let kill = 1; kill <= kills; kill += 1) {
      const round = await oneKill(path, config);
      all.push(...round.acknowledged);
      inFlight += round.inFlight;
      if (round.inFlight > 0) killsInFlight += 1;
      // Every round its own, and everything that was ever acknowledged in the last one.
      const aftermath = await aftermathOf(path, kill === kills ? all : round.acknowledged);
      lost += aftermath.lost.length;
      entries = aftermath.size;
      problems.push(...aftermath.problems.map((what) => `kill ${kill}: ${what}`));
      const told = `${round.acknowledged.length} acknowledged, ${round.inFlight} in flight`;
      onKill(`kill ${kill} after ${round.loadMs} ms of load: ${told}, ${aftermath.lost.length} lost`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  return { kills, entries, acknowledged: all.length, inFlight, killsInFlight, lost, problems };
}

const CONFIG = `
trustedProxies: [127.0.0.1]
limits:
  perSource: { burst: 1000000, perSecond: 1000000 }
  total: { burst: 10000000, perSecond: 1000000 }
services:
  - { id: shop, name: Shop }
  - { id: mail, name: Mail }
`;

interface Round {
  readonly acknowledged: Acknowledged[];
  readonly inFlight: number;
  readonly loadMs: number;
}

async function oneKill(path: string, config: string): Promise<Round> {
  const child = spawn(process.execPath, [BIN, 'serve', '-c', config, '-d', path, '-p', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = new URL(await addressOf(child));
  const agent = new Agent({ keepAlive: true, maxSockets: SENDERS });
  const acknowledged: Acknowledged[] = [];
  let waiting = 0;
  let killed = false;
  const send = async (): Promise<void> => {
    while (!killed) {
      waiting += 1;
      const answer = await post(url, agent).catch(() => undefined);
      // What was answered counts, even if the answer is read after the kill: it had been sent before.
      if (answer !== undefined) acknowledged.push(answer);
      if (!killed) waiting -= 1;
    }
  };
  const senders = Array.from({ length: SENDERS }, send);
  const loadMs = Math.round(LOAD_MS.least + Math.random() * (LOAD_MS.most - LOAD_MS.least));
  await new Promise((resolve) => setTimeout(resolve, loadMs));
  const before = acknowledged.length;
  killed = true;
  child.kill('SIGKILL');
  await Promise.all([...senders, ended]);
  agent.destroy();
  return { acknowledged, inFlight: waiting - (acknowledged.length - before), loadMs };
}

/** The address that the observatory prints when it listens. */
function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const url = /"url": "([^"]+)"/.exec(output)?.[1];
      if (url !== undefined) resolve(url);
    });
    child.once('close', (code) =>
      reject(new Error(`the observatory ended with ${code} before it listened: ${errors}`)),
    );
  });
}

let people = 0;

function post(url: URL, agent: Agent): Promise<Acknowledged | undefined> {
  people += 1;
  const address = `10.${(people >> 16) & 255}.${(people >> 8) & 255}.${people & 255}`;
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': address };
  return new Promise((resolve, reject) => {
    const sent = request(new URL('/api/v1/reports', url), { method: 'POST', agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.once('error', reject);
      answer.once('end', () => {
        if (answer.statusCode !== 202) return resolve(undefined);
        const { id, seq } = JSON.parse(text) as Acknowledged;
        resolve({ id, seq });
      });
    });
    sent.once('error', reject);
    sent.end(JSON.stringify({ service: people % 3 === 0 ? 'mail' : 'shop', symptom: 'error' }));
  });
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { kills: { type: 'string', default: '50' } } });
  const summary = await killAgainAndAgain(Number(values.kills), (line) => process.stdout.write(`${line}\n`));
  const { kills, killsInFlight, inFlight, acknowledged, entries, lost, problems } = summary;
  for (const problem of problems) process.stdout.write(`PROBLEM  ${problem}\n`);
  process.stdout.write(
    `${kills} kills, ${killsInFlight} with requests in flight (${inFlight} in all): ${acknowledged} acknowledged reports, ${lost} lost; ${entries} entries, ${problems.length} problems\n`,
  );
  process.exitCode = lost + problems.length === 0 && killsInFlight > 0 ? 0 : 1;
}
