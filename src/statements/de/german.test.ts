/** Laws of reading German: numbers in words and digits, times in every way of writing, who speaks, and which language a text is in. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readArticle } from '../extract.ts';
import { languageOf } from '../languages.ts';
import { clocksIn } from './clocks.ts';

const read = (text: string) => readArticle(text, undefined, 'de');
const measuresIn = (text: string) => read(text).statements.map(({ measure }) => measure);
const countIn = (words: string): number | undefined => {
  const found = measuresIn(`Während der Störung waren ${words} Nutzer betroffen.`)[0];
  return found?.kind === 'count' ? found.number.value : undefined;
};

const ONES = 'null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');
const TEENS = 'dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const TENS = '- - zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** A number as a German writes it out, without an ending: 21 is einundzwanzig. */
function spelled(n: number): string {
  if (n < 13) return ONES[n]!;
  if (n < 20) return TEENS[n - 13]!;
  if (n < 100) return `${n % 10 === 0 ? '' : `${ONES[n % 10]}und`}${TENS[Math.floor(n / 10)]}`;
  if (n < 1_000) return `${ONES[Math.floor(n / 100)]}hundert${n % 100 === 0 ? '' : ended(n % 100)}`;
  return `${spelled(Math.floor(n / 1_000))}tausend${n % 1_000 === 0 ? '' : ended(n % 1_000)}`;
}
/** At its end "one" is written "eins". */
const ended = (n: number): string => spelled(n).replace(/(^|hundert)ein$/, '$1eins');

test('a number written as one word is the number in digits', () => {
  fc.assert(
    fc.property(fc.integer({ min: 20, max: 999_999 }), (n) => {
      expect(countIn(ended(n)), ended(n)).toBe(n);
    }),
  );
});

test('a number is read the same, whatever sets its thousands apart', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 999_999 }),
      fc.constantFrom('.', ' ', "'", '’', '\u202f', ''),
      (n, mark) => {
        expect(countIn(String(n).replace(/(\d{3})$/, `${mark}$1`))).toBe(n);
      },
    ),
  );
});

test('words that could be taken apart in many ways are read at once', () => {
  for (const word of ['achtzehn', 'einundzwanzig', 'hunderttausend', 'eineinhalb', 'und', 'stündig'])
    expect(countIn(`${word.repeat(150)}x`), word).toBeUndefined();
});

test('millions, halves and shares are their numbers', () => {
  expect(countIn('2,7 Millionen')).toBe(2_700_000);
  expect(countIn('anderthalb Millionen')).toBe(1_500_000);
  expect(countIn('eine halbe Million')).toBe(500_000);
  expect(countIn('1,4 Mio.')).toBe(1_400_000);
  expect(measuresIn('Bei der Störung war jeder zehnte Kunde betroffen.')).toMatchObject([
    { kind: 'share', number: { value: 10 } },
  ]);
});

test('one time in every way that German writes it', () => {
  const ways = ['19.30 Uhr', '19:30 Uhr', '19 Uhr 30', 'halb acht abends', 'halb acht am Abend'];
  for (const way of ways)
    expect(
      clocksIn(`Die Störung begann um ${way}.`).map(({ clock }) => clock),
      way,
    ).toEqual(['19:30']);
  expect(clocksIn('von 12 bis 14.15 Uhr MEZ').map(({ clock, zone }) => [clock, zone])).toEqual([
    ['12:00', undefined],
    ['14:15', 'CET'],
  ]);
  // Half past two, and nothing says of which half of the day.
  expect(clocksIn('von halb drei an')).toEqual([]);
});

test('what is measured, and what is not: other failures, members, money', () => {
  const kinds = (text: string) => measuresIn(text).map((measure) => measure.kind);
  expect(kinds('Der Ausfall dauerte zwei Stunden und 15 Minuten.')).toEqual(['duration']);
  expect(kinds('Der dreistündige Ausfall begann um 8 Uhr.').toSorted()).toEqual(['duration', 'onset']);
  expect(kinds('Der Angriff erfolgte in vier Wellen mit 2,1 Tbit/s.').toSorted()).toEqual(['cause', 'rate', 'waves']);
  expect(kinds('Im vergangenen Herbst hatte ein ähnlicher Ausfall 90.000 Menschen getroffen.')).toEqual([]);
  expect(
    kinds('Die Störung traf einen Dienst, der 14 Millionen Mitglieder hat; die Aktie verlor 3,2 Prozent.'),
  ).toEqual([]);
});

test('asserted, hedged, asked and denied are kept apart', () => {
  const mode = (text: string) => read(text).statements[0]?.mode;
  expect(mode('Ursache war ein Hackerangriff.')).toBe('asserted');
  expect(mode('Ursache war möglicherweise ein Hackerangriff.')).toBe('hedged');
  expect(mode('War es ein Hackerangriff?')).toBe('question');
  expect(mode('Es gebe keine Hinweise auf einen Hackerangriff.')).toBe('denied');
});

test.each([
  ['„Es fiel dreimal aus“, sagte Sprecherin Almut Reinders am Montag.', 'Almut Reinders'],
  ['Am Montag erklärte Technikchef Jörn Hackbarth, die Störung sei behoben.', 'Jörn Hackbarth'],
  ['Laut Netzpuls gingen 8.400 Meldungen ein.', 'Netzpuls'],
  ['Wie das Portal „Störungsmelder“ mitteilte, gab es 8.400 Meldungen.', 'Störungsmelder'],
  ['Der Obmann der Kammer, Hannes Prantl, schätzt 5.000 Betriebe.', 'Hannes Prantl'],
  ['Nach Angaben des Bundesamts für Netze war es ein Angriff.', 'Bundesamts für Netze'],
  ['Meta, das gegenüber der Agentur AFP den Ausfall bestätigte, schwieg dazu.', 'Meta'],
])('%s', (text, name) => {
  expect(read(text).speakers.map((one) => one.name)).toContain(name);
});

test('people who are counted do not speak', () => {
  expect(read('Tausende Nutzer meldeten Störungen; viele Kunden berichteten von Fehlern.').speakers).toEqual([]);
});

test('the language is told from the words, or given', () => {
  const german = 'Der Dienst war am Montag für viele Nutzer nicht erreichbar.';
  expect(languageOf(german).code).toBe('de');
  expect(languageOf('6:00 AM ET (3:00 PM IST)').code, 'a zone is no German verb').toBe('en');
  expect(languageOf('The service was down for many users on Monday.').code).toBe('en');
  expect(readArticle(german).language).toBe('de');
  expect(readArticle(german, undefined, 'en').language).toBe('en');
});

test('anything at all can be read by it, and always in the same way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(read(text)).toEqual(read(text));
    }),
  );
});
