// Emits what the npm package ships: JavaScript and types from src, and the files that are read at run time as they are.
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';

rmSync('dist', { recursive: true, force: true });
execFileSync('node_modules/.bin/tsc', ['-p', 'tsconfig.build.json'], { stdio: 'inherit' });
cpSync('src/web', 'dist/web', { recursive: true, filter: (path) => !path.endsWith('tsconfig.json') });
for (const path of globSync('src/**/*.json')) {
  if (!path.startsWith('src/web/')) cpSync(path, path.replace(/^src/, 'dist'));
}
