/**
 * What the browser needs besides the page: one style sheet and a few modules, read once at the start and named by
 * their content. Types are stripped here, so a checkout runs without a build. Law: a name never changes its bytes, so
 * every asset may be kept for ever.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { landPicture } from '../picture/world.ts';
import { type Coding, codingFor, encode, matchesTag } from './coding.ts';
import type { AssetHrefs } from './pages/context.ts';

export interface Asset {
  readonly type: string;
  readonly body: Uint8Array;
  /** The body as somebody asked for it first: to compress all of them takes longer than the rest of a start. */
  readonly coded: Map<Coding, Promise<Uint8Array>>;
}

/** They are kept for ever, so no pains are spared. */
const QUALITY = { br: 11, gzip: 9 };

export interface Assets {
  readonly hrefs: AssetHrefs;
  readonly byPath: ReadonlyMap<string, Asset>;
}

const PREFIX = '/assets/';

export function readAssets(root: URL = new URL('../web/', import.meta.url)): Assets {
  const byPath = new Map<string, Asset>();
  const add = (name: string, type: string, text: string): string => {
    const body = Buffer.from(text);
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
    const path = `${PREFIX}${name.replace(/(\.[a-z]+)$/, `.${hash}$1`)}`;
    byPath.set(path, { type, body, coded: new Map() });
    return path;
  };
  const css = add('main.css', 'text/css; charset=utf-8', readStyles(new URL('main.css', root)));
  const icon = add('icon.svg', 'image/svg+xml', readFileSync(new URL('icon.svg', root), 'utf8'));
  const land = add('land.svg', 'image/svg+xml', landPicture());
  const modules = readModules(new URL('main.ts', root), add);
  const js = modules.at(-1) ?? '';
  const verifyWorker = readModules(new URL('verify-worker.ts', root), add).at(-1)!;
  const zoom = readModules(new URL('part-of-chart.ts', root), add).at(-1)!;
  return { hrefs: { css, js, icon, land, preload: modules.slice(0, -1), verifyWorker, zoom }, byPath };
}

/** The answer for a path under /assets/, compressed as the reader's browser likes; undefined when there is none. */
export async function answerAsset(
  assets: Assets,
  path: string,
  acceptEncoding: string,
  ifNoneMatch?: string,
): Promise<Response | undefined> {
  const asset = assets.byPath.get(path);
  if (asset === undefined) return undefined;
  const headers = new Headers({
    'content-type': asset.type,
    'cache-control': 'public, max-age=31536000, immutable',
    vary: 'accept-encoding',
    // The path names the bytes.
    etag: `W/"${path.slice(PREFIX.length)}"`,
  });
  if (ifNoneMatch !== undefined && matchesTag(ifNoneMatch, headers.get('etag')!)) {
    return new Response(null, { status: 304, headers });
  }
  const coding = codingFor(acceptEncoding);
  if (coding !== undefined) headers.set('content-encoding', coding);
  const bytes = await codedOnce(asset, coding);
  return new Response(new Uint8Array(bytes), { headers });
}

function codedOnce({ body, coded }: Asset, coding: Coding): Promise<Uint8Array> {
  const known = coded.get(coding);
  if (known !== undefined) return known;
  const bytes = encode(body, coding, QUALITY);
  coded.set(coding, bytes);
  return bytes;
}

/** The style sheet with its @imports put in place, so that the browser asks once. */
function readStyles(url: URL): string {
  return readFileSync(url, 'utf8').replaceAll(/@import "([^"]+)";\n?/g, (_, path: string) =>
    readFileSync(new URL(path, url), 'utf8'),
  );
}

/** Every module that the first one reaches, imported ones first; imports are rewritten to the hashed names. */
function readModules(first: URL, add: (name: string, type: string, text: string) => string): string[] {
  const named = new Map<string, string>();
  const visit = (url: URL): string => {
    const known = named.get(url.href);
    if (known !== undefined) return known;
    const source = readFileSync(url, 'utf8');
    const stripped = url.pathname.endsWith('.ts') ? stripTypes(source) : source;
    const text = stripped.replaceAll(
      /from '(\.[^']+)\.[tj]s'/g,
      (_, path: string) => `from '${visit(moduleAt(new URL(path, url)))}'`,
    );
    const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1).replace(/\.[tj]s$/, '.js');
    const path = add(name, 'text/javascript; charset=utf-8', text);
    named.set(url.href, path);
    return path;
  };
  visit(first);
  return [...named.values()];
}

/** What browsers share with the server is TypeScript in a checkout, and compiled in a package. */
function moduleAt(path: URL): URL {
  const source = new URL(`${path.href}.ts`);
  return existsSync(source) ? source : new URL(`${path.href}.js`);
}

/**
 * Node 24 warns that this call is experimental, though what it does is how Node runs this very file. People who start
 * the server can do nothing about it, so the warning is held back for the length of the call.
 */
function stripTypes(source: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {};
  try {
    return stripTypeScriptTypes(source);
  } finally {
    process.emitWarning = emitWarning;
  }
}
