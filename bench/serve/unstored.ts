/**
 * The peer that the durability of reports is measured against: the very same server, doors and validation included,
 * whose engine takes a report and forgets it. Prints its port.
 */

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TokenBook } from '../../src/doors/access/token-book.ts';
import { readConfig } from '../../src/doors/config.ts';
import { Limiter } from '../../src/doors/limits.ts';
import { Places } from '../../src/doors/place.ts';
import { Pseudonyms } from '../../src/doors/reporter.ts';
import { decisionsFor } from '../../src/engine/configure.ts';
import { Engine } from '../../src/engine/engine.ts';
import type { EpochMs, Seq } from '../../src/model/units.ts';
import { createApp } from '../../src/serve/app.ts';
import { readAssets } from '../../src/serve/assets.ts';
import { addressReader } from '../../src/serve/sender.ts';
import { openMemoryHome } from '../../src/store/memory/home.ts';

const config = readConfig(process.argv[2] ?? 'services: [{ id: shop }]', 'the bench');
const now = (): EpochMs => Date.now() as EpochMs;
const engine = await Engine.open(openMemoryHome(), {
  now,
  onFatal(cause) {
    throw cause;
  },
});
await engine.submitAll(decisionsFor(engine.state, config, now()));
let seq = engine.size;
engine.submit = async () => {
  seq += 1;
  return seq as Seq;
};
const limiter = new Limiter(config.limits, now());
const addressOf = addressReader(config.trustedProxies);
const places = Places.open([]);
const app = createApp({
  engine,
  now,
  name: () => config.name,
  version: '0',
  pseudonyms: new Pseudonyms(undefined, now()),
  places: () => places,
  limiter: () => limiter,
  addressOf: () => addressOf,
  tokens: new TokenBook('tokens', 'bench', now),
  isPrivate: () => false,
  assets: readAssets(),
  onError(cause) {
    throw cause;
  },
});
const server = createServer(app.listener).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
