/** `groundswell check` on views that are larger than the memory it has. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { groundswell, tempFolder } from './program.ts';

const SERVICES = 100;
const HOURS = 1_500;
/** Megabytes of heap. Views of twice as many are compared. */
const HEAP = 96;

test('views that do not fit into memory are compared all the same, and what differs is named', async () => {
  const folder = tempFolder();
  const names = Array.from({ length: SERVICES }, (_, i) => `s${i}`);
  const row = (hour: number): string =>
    `${new Date(Date.UTC(2024, 0, 1, hour)).toISOString()},${names.map((_, i) => (7 * hour + 3 * i) % 5).join(',')}`;
  writeFileSync(
    join(folder, 'past.csv'),
    `time,${names.join(',')}\n${Array.from({ length: HOURS }, (_, hour) => row(hour)).join('\n')}\n`,
  );
  expect((await groundswell(['import', 'past.csv'], { cwd: folder })).code).toBe(0);

  const small = { cwd: folder, nodeOptions: `--max-old-space-size=${HEAP}` };
  const whole = await groundswell(['check', '--json'], small);
  expect(`${whole.code} ${whole.err}`).toBe('0 ');
  expect(JSON.parse(whole.out)).toMatchObject({ ok: true, views: [] });

  const database = new DatabaseSync(join(folder, 'data/groundswell.db'));
  const hourOf = (service: string): number =>
    (database.prepare('select min(hour) as hour from block where service = ?').get(service) as { hour: number }).hour;
  const [altered, gone, other] = [hourOf('s7'), hourOf('s42'), hourOf('s99')];
  database.exec(`
    update block set body = replace(body, '"counts":[', '"counts":[9') where service = 's7' and hour = ${altered};
    delete from block where service = 's42' and hour = ${gone};
    update block set hour = 5 where service = 's99' and hour = ${other};
    insert into fact values (7, 99, '{}')`);
  database.close();
  const harmed = await groundswell(['check', '--json'], small);
  expect(harmed.code).toBe(1);
  expect(JSON.parse(harmed.out).views).toEqual([
    { name: 'fact 7 99', what: 'does not follow from the journal' },
    { name: `block s42 ${gone}`, what: 'missing from the stored views' },
    { name: `block s7 ${altered}`, what: 'not what the journal says' },
    { name: 'block s99 5', what: 'does not follow from the journal' },
    { name: `block s99 ${other}`, what: 'missing from the stored views' },
  ]);
}, 60_000);
