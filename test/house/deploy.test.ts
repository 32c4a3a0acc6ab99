/** What stands under deploy/ starts: its commands are ones that `serve` takes, and its settings are valid. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { serve } from '../../src/cli/serve.ts';
import { readConfig } from '../../src/doors/config.ts';

interface Compose {
  readonly services: Record<
    string,
    { image: string; command?: string[]; networks?: { default: { ipv4_address: string } } }
  >;
}

const DEPLOY = join(import.meta.dirname, '../../deploy');
const text = (file: string) => readFileSync(join(DEPLOY, file), 'utf8');
const compose: Compose = parse(text('docker-compose.yml'), { merge: true });
const processes = Object.values(compose.services).filter(({ image }) => image === 'groundswell');

/** Throws where an option is not one of `serve`. */
function serveOptions([command, ...args]: readonly string[]) {
  expect(command).toBe('serve');
  return parseArgs({ args: [...args], options: serve.options, strict: true }).values;
}

test('the compose file starts three processes, each reached by its own name', () => {
  const at = processes.map(({ command }) => serveOptions(command!)['reached-at']);
  expect(at).toEqual(['http://node-a:8080', 'http://node-b:8080', 'http://node-c:8080']);
});

test('what the compose file watches is valid, and trusts the processes that hand reports on, and nobody else', () => {
  const { trustedProxies } = readConfig(text('services.yaml'), 'services.yaml');
  expect(trustedProxies).toEqual(processes.map(({ networks }) => networks?.default.ipv4_address));
});

test('the unit for systemd names options that serve takes', () => {
  const unit = text('groundswell.service').replaceAll('\\\n', ' ');
  const [program, ...args] = /^ExecStart=(.*)$/m.exec(unit)![1]!.split(/\s+/);
  expect(program).toMatch(/\/groundswell$/);
  expect(serveOptions(args)).toMatchObject({ config: '/etc/groundswell/services.yaml' });
});
