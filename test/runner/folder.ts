/** After the tests: all that they left in their folder for temporary files is removed. */
import { chmodSync, rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

export default function setup({ config }: TestProject): () => void {
  const folder = config.env.TMPDIR!;
  // PostgreSQL runs as a user of its own, and has to reach what lies in it.
  chmodSync(folder, 0o755);
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
