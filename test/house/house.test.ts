/** The house rules: which folder may import which, what every file opens with, and that the docs name what is there. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ENGLISH } from '../../src/words/words.ts';

const ROOT = new URL('../..', import.meta.url).pathname;
const LINES_MAX = 300;

/** Each folder of src, and the only folders that it may import; arrows point from the parts to the whole. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  model: [],
  words: ['model'],
  core: ['model'],
  chart: ['model'],
  diagnosis: ['core', 'model', 'words'],
  traffic: ['core', 'diagnosis', 'model'],
  statements: ['core', 'diagnosis', 'model', 'words'],
  case: ['chart', 'core', 'diagnosis', 'model', 'statements'],
  edges: ['model', 'words'],
  journal: ['model'],
  store: ['journal', 'model'],
  doors: ['core', 'diagnosis', 'edges', 'journal', 'model', 'statements', 'traffic', 'words'],
  alerts: ['doors', 'model', 'store', 'words'],
  engine: ['core', 'diagnosis', 'journal', 'model', 'store', 'traffic'],
  bundle: ['case', 'chart', 'core', 'journal', 'model', 'store'],
  demo: ['engine', 'model'],
  picture: ['diagnosis', 'model', 'traffic'],
  client: ['doors', 'serve'],
  serve: [
    'alerts',
    'bundle',
    'case',
    'chart',
    'core',
    'diagnosis',
    'doors',
    'edges',
    'engine',
    'model',
    'picture',
    'statements',
    'traffic',
    'words',
  ],
  verify: ['case', 'model'],
  web: ['chart', 'verify'],
  cli: [
    'alerts',
    'bundle',
    'client',
    'core',
    'demo',
    'diagnosis',
    'doors',
    'edges',
    'engine',
    'journal',
    'model',
    'picture',
    'serve',
    'store',
    'statements',
    'traffic',
    'verify',
    'words',
  ],
};

/** These run in a browser, a worker or a cluster too: nothing of Node, no package, no clock and no chance of their own. */
const PURE = ['model', 'words', 'core', 'chart', 'traffic', 'diagnosis', 'edges', 'statements', 'case', 'verify'];

/** Refusals that no page shows, in the order of the alphabet: of bodies that only programs send, and of commands. */
const ONLY_PROGRAMS = [
  'bad-checks',
  'bad-pruning',
  'bad-row',
  'bad-signal',
  'cut-short',
  'empty',
  'future',
  'line-too-long',
  'no-agents',
  'no-log',
  'no-logpush',
  'no-such-vantage',
  'no-text',
  'no-time',
  'not-json',
  'off-grid',
  'other-clock',
  'other-step',
  'parts-exceed',
  'past',
  'wrong-signature',
];

interface SourceFile {
  readonly path: string;
  readonly folder: string;
  readonly text: string;
  readonly isTest: boolean;
}

const files: SourceFile[] = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({
    path: `src/${path}`,
    folder: path.split('/')[0]!,
    text: readFileSync(join(ROOT, 'src', path), 'utf8'),
    isTest: /\.(test|fixture)\.ts$/.test(path),
  }));

/** What a file imports, exports from or loads at run time. */
function importsOf(text: string): string[] {
  const statements = text.matchAll(/^(?:import|export)\s(?:[^;'"`]*?\sfrom\s+)?['"]([^'"\n]+)['"]/gm);
  const dynamic = text.matchAll(/\bimport\(\s*['"]([^'"\n]+)['"]/g);
  return [...statements, ...dynamic].map((match) => match[1]!);
}

/** The folder of src that a relative import leads to, or the path itself where it leads out of src. */
function folderOf(path: string, imported: string): string {
  const [top, folder] = normalize(join(dirname(path), imported)).split('/');
  return top === 'src' && folder !== undefined ? folder : `${top}/`;
}

describe('every file of src', () => {
  const shipped = files.filter(({ isTest }) => !isTest);

  test('lies in a folder of the import table', () => {
    expect(files.length, 'anti-vacuity: files were read').toBeGreaterThan(80);
    expect([...new Set(files.map(({ folder }) => folder))].filter((folder) => !(folder in MAY_IMPORT))).toEqual([]);
    const imports = shipped.flatMap(({ text }) => importsOf(text));
    expect(imports.length, 'anti-vacuity: imports were found').toBeGreaterThan(300);
  });

  test('imports only what its folder may', () => {
    const strangers = shipped.flatMap(({ path, folder, text }) =>
      importsOf(text)
        .filter((imported) => imported.startsWith('.'))
        // Data that belongs to the package, such as its version.
        .filter((imported) => !imported.endsWith('/package.json'))
        .map((imported) => folderOf(path, imported))
        .filter((to) => to !== folder && !MAY_IMPORT[folder]?.includes(to))
        .map((to) => `${path} imports ${to}`),
    );
    expect(strangers).toEqual([]);
  });

  test('refuses nothing that a person may meet without words for it in every language', () => {
    const refusals = shipped.flatMap(({ text, folder }) => [
      ...[...text.matchAll(/\brefuse\(\s*\d{3},\s*'([\w-]+)'/g)].map(([, code]) => code!),
      ...[...text.matchAll(/\binvalid\(\s*'([\w-]+)'/g)].map(([, code]) => code!),
      ...[...(folder === 'serve' ? text : '').matchAll(/ = choice\('(\w+)'/g)].map(([, name]) => `bad-${name}`),
    ]);
    const codes = [...new Set(refusals)].toSorted();
    expect(codes.length, 'anti-vacuity').toBeGreaterThan(50);
    expect(codes.filter((code) => !Object.hasOwn(ENGLISH.refusals, code))).toEqual([...ONLY_PROGRAMS]);
    expect(Object.keys(ENGLISH.refusals).filter((code) => !codes.includes(code))).toEqual([]);
  });

  test('in a pure folder imports nothing of Node and no package', () => {
    const impure = shipped
      .filter(({ folder }) => PURE.includes(folder))
      .flatMap(({ path, text }) => importsOf(text).map((imported) => ({ path, imported })))
      .filter(({ imported }) => !imported.startsWith('.'))
      .map(({ path, imported }) => `${path} imports ${imported}`);
    expect(impure).toEqual([]);
  });

  test('in a pure folder asks no clock and no chance', () => {
    const asks =
      /\bDate\.now\b|\bnew Date\(\s*\)|\bDate\(\s*\)|\bMath\.random\b|\bperformance\.now\b|\bfetch\(|\bsetTimeout\b/;
    expect(
      shipped.filter(({ folder, text }) => PURE.includes(folder) && asks.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  test('opens with a comment of one to four lines that says what it is for', () => {
    const without = files.filter(({ text }) => {
      const header = /^\/\*\*(?<words>.*?)\*\//s.exec(text)?.groups?.words;
      const lines = header?.split('\n').filter((line) => /[a-z]/i.test(line)).length ?? 0;
      return lines < 1 || lines > 5;
    });
    expect(without.map(({ path }) => path)).toEqual([]);
  });

  test(`has ${LINES_MAX} lines at most`, () => {
    const long = files.filter(({ text }) => text.trimEnd().split('\n').length > LINES_MAX);
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  test('holds no leftovers', () => {
    // In two parts, so that this line is not one itself.
    const leftover = new RegExp(`\\b(?:TO${'DO'}|FIX${'ME'}|XXX)\\b|\\bdebugger\\b|\\.only\\(`);
    const speaks = /\bconsole\.\w+\(/;
    const found = files.filter(({ folder, text }) => leftover.test(text) || (folder !== 'cli' && speaks.test(text)));
    expect(found.map(({ path }) => path)).toEqual([]);
  });
});

describe('the docs', () => {
  const docs = ['README.md', 'CONTRIBUTING.md', ...markdownOf('docs')].filter((path) => existsSync(join(ROOT, path)));
  const text = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

  test('cite in backticks only files and folders that exist', () => {
    const cited = docs.flatMap((doc) =>
      [...text(doc).matchAll(/`((?:src|test|bench|docs|bin|\.ci)\/[\w./-]*)`/g)].map((match) => ({
        doc,
        path: match[1]!,
      })),
    );
    expect(cited.length, 'anti-vacuity: paths are cited').toBeGreaterThan(10);
    expect(cited.filter(({ path }) => !existsSync(join(ROOT, path))).map(({ doc, path }) => `${doc}: ${path}`)).toEqual(
      [],
    );
  });

  test('link only to files that exist', () => {
    const broken = docs.flatMap((doc) =>
      [...text(doc).matchAll(/\]\((?!https?:|mailto:|#)([^)#\s]+)/g)]
        .map((match) => match[1]!)
        .filter((target) => !existsSync(join(ROOT, dirname(doc), target)))
        .map((target) => `${doc}: ${target}`),
    );
    expect(broken).toEqual([]);
  });
});

// A sample that matches `.gitignore` is there for whoever wrote it, and for nobody else.
const isCheckout = existsSync(join(ROOT, '.git'));
test.skipIf(!isCheckout)(
  `git leaves out no file beside the sources and the tests${isCheckout ? '' : ' (skipped: no git checkout)'}`,
  () => {
    const list = ['ls-files', '--others', '--ignored', '--exclude-standard', 'src', 'test', 'bench', 'docs', 'scripts'];
    expect(execFileSync('git', list, { cwd: ROOT, encoding: 'utf8' })).toBe('');
  },
);

function markdownOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `${folder}/${path}`);
}
