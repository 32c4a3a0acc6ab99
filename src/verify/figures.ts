/**
 * Stated figures against recomputed ones: in the facts for machines member by member, and in the account for people number by
 * number. Law: no number stands in the account that nothing stands behind.
 */
import type { Problem } from './bag.ts';

type Json = unknown;

/** Paths at which two values differ, such as `incident.waves.0.total`, with both values. */
export function differences(stated: Json, computed: Json, path = ''): Problem[] {
  if (isObject(stated) && isObject(computed)) {
    const keys = [...new Set([...Object.keys(stated), ...Object.keys(computed)])];
    return keys.flatMap((key) => differences(stated[key], computed[key], path === '' ? key : `${path}.${key}`));
  }
  if (Object.is(stated, computed) || (isAbsent(stated) && isAbsent(computed))) return [];
  return [{ where: path, what: `is stated as ${shown(stated)}, and follows from the entries as ${shown(computed)}` }];
}

/** How many numbers, texts and the like there are to compare. */
export const figuresIn = (value: Json): number =>
  isObject(value)
    ? Object.values(value).reduce((sum: number, each) => sum + figuresIn(each), 0)
    : isAbsent(value)
      ? 0
      : 1;

const isObject = (value: Json): value is Record<string, Json> => typeof value === 'object' && value !== null;
const isAbsent = (value: Json): boolean => value === undefined;
const shown = (value: Json): string => (value === undefined ? 'nothing' : JSON.stringify(value));

const MINUTE_MS = 60_000;

/** How each kind of mark writes a fact: as it is, as a minute in ISO 8601, or as percent. */
const WRITTEN: Readonly<Record<string, (fact: Json) => string>> = {
  data: String,
  time: (fact) => (typeof fact === 'number' ? `${new Date(fact * MINUTE_MS).toISOString().slice(0, 16)}Z` : 'no time'),
  'data class="share"': (fact) => (typeof fact === 'number' ? `${Math.round(100 * fact)} %` : 'no share'),
};

/**
 * `<data data-fact="PATH">` is the fact as it is, `<time data-fact="PATH">` a minute, with the class `share` a share; and a
 * `<figure data-chart="NAME">` is the chart that `draw` gives, byte for byte.
 */
export function checkAccount(
  html: string,
  facts: Json,
  draw: (chart: string) => string | undefined,
): { readonly problems: Problem[]; readonly compared: number } {
  const problems: Problem[] = [];
  let compared = 0;
  const rest = html
    .replaceAll(/<style>[^<]*<\/style>/g, '')
    .replaceAll(/<figure data-chart="([a-z]+)">.*?<\/figure>/gs, (figure, name: string) => {
      compared += 1;
      if (figure !== draw(name))
        problems.push({ where: `the chart of ${name}`, what: 'does not show what was counted' });
      return '';
    })
    .replaceAll(
      /<((data|time)(?: class="share")?) data-fact="([^"]*)">([^<]*)<\/\2>/g,
      (_, as: string, __, path: string, text: string) => {
        compared += 1;
        const fact = factAt(facts, unescaped(path));
        const expected = fact === null || fact === undefined ? 'none' : (WRITTEN[as]?.(fact) ?? 'nothing');
        const stated = unescaped(text);
        if (isObject(fact) || stated !== expected) {
          problems.push({
            where: unescaped(path),
            what: `the account says "${stated}", and the entries "${expected}"`,
          });
        }
        return '';
      },
    )
    .replaceAll(
      /<!doctype html>|<\/?[a-z][a-z1-6]*(?: (?:lang|charset|class|name|content|scope)="[a-zA-Z0-9 ,=.-]*")*>/g,
      '',
    );
  const [odd] = /[<>]|[^<>]{0,20}\p{N}[^<>]{0,20}/u.exec(unescaped(rest.replaceAll(/&[lg]t;/g, ''))) ?? [];
  if (odd !== undefined)
    problems.push({ where: 'the account', what: `"${odd.trim()}" has nothing that stands behind it` });
  return { problems, compared };
}

function factAt(facts: Json, path: string): Json {
  let value = facts;
  for (const key of path.split('/').map(decodeURIComponent)) {
    if (!isObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
};
const unescaped = (text: string): string => text.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (entity) => ENTITIES[entity]!);
