/** Which part of an incident's reports words are about: a component by its name, a symptom by a language's words for it, a country. */
import { SYMPTOMS } from '../model/symptom.ts';
import type { Ground } from './ground.ts';
import type { Language } from './language.ts';
import { placeText } from './measure-text.ts';

interface Part {
  readonly sort: 'component' | 'symptom' | 'country';
  readonly key: string;
  /** Of a component; the others have names in each language. */
  readonly name: string;
  /** Reports that name it, and all that name one of its sort. */
  readonly count: number;
  readonly whole: number;
}

interface Named extends Pick<Part, 'sort' | 'key' | 'name'> {
  readonly counts: Readonly<Record<string, number>>;
  readonly says: RegExp;
}

/** null where none is named, or nothing of its sort was counted. */
export function partNamed(words: string, { cues }: Language, { incident, service }: Ground): Part | undefined {
  const { components, symptoms, countries } = incident;
  const named: readonly Named[] = [
    ...service.components.map(
      ({ id, name }): Named => ({ sort: 'component', key: id, name, counts: components, says: whole(id, name) }),
    ),
    ...SYMPTOMS.map(
      (key): Named => ({ sort: 'symptom', key, name: key, counts: symptoms, says: cues.symptoms[key] ?? whole(key) }),
    ),
    ...Object.keys(countries).map((key): Named => {
      const name = placeText(key);
      return { sort: 'country', key, name, counts: countries, says: whole(name) };
    }),
  ];
  const meant = named.find(({ says }) => says.test(words));
  const all = Object.values(meant?.counts ?? {}).reduce((sum, count) => sum + count, 0);
  return meant === undefined || all === 0
    ? undefined
    : { sort: meant.sort, key: meant.key, name: meant.name, count: meant.counts[meant.key] ?? 0, whole: all };
}

/** One of these names as words of their own: "app" does not stand in "happened". */
const whole = (...names: readonly string[]): RegExp =>
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:${names.map((name) => name.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})(?![\\p{L}\\p{N}])`,
    'iu',
  );
