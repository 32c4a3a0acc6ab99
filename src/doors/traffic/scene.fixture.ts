/** A log that is being written, rotated and cut, and the observatory that follows it, which is stopped and killed. */
import { appendFileSync, copyFileSync, existsSync, mkdtempSync, renameSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { Kept, lineAt } from './doors.fixture.ts';

export class Scene {
  readonly path = join(mkdtempSync(join(tmpdir(), 'groundswell-follow-')), 'access.log');
  readonly kept = new Kept();
  written = 0;
  doors: Awaited<ReturnType<Kept['open']>> | undefined;
  rotations = 0;

  start = async (more: object = {}): Promise<void> => {
    this.doors = await this.kept.open([{ files: this.path, format: 'combined', ...more }]);
  };
  write(lines: number): void {
    let text = '';
    for (let i = 0; i < lines; i += 1) text += `${lineAt(this.kept.clock.now, { path: `/${this.written + i}` })}\n`;
    this.written += lines;
    appendFileSync(this.path, text);
  }
  async later(seconds: number): Promise<void> {
    this.kept.clock.now += 1_000 * seconds;
    await this.doors?.look();
  }
  /** Until nothing is under way any more. */
  async settle(): Promise<void> {
    for (let i = 0; i < 4; i += 1) await this.later(40);
  }
  rename(): void {
    if (!existsSync(this.path)) return;
    this.rotations += 1;
    renameSync(this.path, `${this.path}.${this.rotations}`);
  }
  copyTruncate(): void {
    if (!existsSync(this.path)) return;
    this.rotations += 1;
    copyFileSync(this.path, `${this.path}.copy${this.rotations}`);
    truncateSync(this.path);
  }
  async stop(): Promise<void> {
    await this.doors?.close();
    this.doors = undefined;
  }
}

/** Ends what was begun, and nothing may have gone wrong. */
export async function scene(work: (it: Scene) => Promise<void>): Promise<void> {
  const it = new Scene();
  try {
    await work(it);
  } finally {
    await it.stop();
  }
  expect(it.kept.errors).toEqual([]);
}
