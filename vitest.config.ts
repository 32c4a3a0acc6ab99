/** One runner for every test there is: unit and property tests beside their file, what spans folders under test/. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import Summary from './test/runner/summary.ts';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'bench/**/*.test.ts'],
    globalSetup: ['test/runner/chromium.ts', 'test/runner/web-servers.ts', 'test/runner/cluster-servers.ts'],
    reporters: ['default', new Summary()],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Many tests wait for programs that they start; of two cores, vitest would take one.
    maxWorkers: 3,
    // Programs that a test starts make their keys here, and not where the user's are.
    env: { XDG_CONFIG_HOME: mkdtempSync(join(tmpdir(), 'groundswell-keys-')) },
  },
});
