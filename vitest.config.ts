/** One runner for every test there is: unit and property tests beside their file, what spans folders under test/. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import WholeProgramsFirst from './test/runner/order.ts';
import Summary from './test/runner/summary.ts';

const folder = mkdtempSync(join(tmpdir(), 'groundswell-tests-'));

// What was compiled once is read again.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules', '.cache', 'groundswell');

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: [
      'test/runner/folder.ts',
      'test/runner/chromium.ts',
      'test/runner/web-servers.ts',
      'test/runner/cluster-servers.ts',
    ],
    sequence: { sequencer: WholeProgramsFirst },
    reporters: ['default', new Summary()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Files share a few processes and the modules that these have loaded, as Node itself loads them: to load them anew for each file took a
    // fifth of the time. So a fixture holds nothing that the end of one file would take from the next.
    isolate: false,
    experimental: { viteModuleRunner: false },
    // Many tests wait for programs that they start; of two cores, vitest would take one.
    maxWorkers: 3,
    // What tests and the programs that they start leave behind, keys among it, lies here and is gone afterwards.
    env: { TMPDIR: folder, XDG_CONFIG_HOME: join(folder, 'keys') },
  },
});
