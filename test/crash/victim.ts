/**
 * A process that dies on purpose: `victim.ts FILE STEP COUNT` submits reports to an engine on a real file and kills
 * itself with SIGKILL when STEP comes for the COUNTth time. Acknowledgements go to standard output as they come.
 */
import { writeSync } from 'node:fs';
import { Engine } from '../../src/engine/engine.ts';
import { LIVE } from '../../src/model/service.ts';
import { openSqliteHome } from '../../src/store/sqlite/home.ts';
import { at, report, START, service } from '../replay/streams.ts';

export const BATCH = 10;

const [, , path = '', step = '', count = '1'] = process.argv;
let left = Number(count);
const onStep = (reached: string): void => {
  if (reached !== step) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, 'SIGKILL');
};

const store = openSqliteHome(path, { onStep });
const engine = await Engine.open(store, {
  now: () => at(START),
  onStep,
  onFatal: (cause) => {
    throw cause;
  },
});
await engine.submitAll([{ kind: 'service', at: at(START), service: service('shop') }]);
for (let minute = START; ; minute += 1) {
  await engine.submitAll([{ kind: 'tick', at: at(minute), timeline: LIVE, since: at(minute - 1) }]);
  const sent = Array.from({ length: BATCH }, (_, i) =>
    report({ at: at(minute, i), service: 'shop', reporter: `${minute}-${i}`, network: `AS${i}` }),
  );
  await Promise.all(
    sent.map(async (one) => writeSync(1, `${JSON.stringify({ id: one.id, seq: await engine.submit(one) })}\n`)),
  );
  await engine.save(minute % 3 === 0);
}
