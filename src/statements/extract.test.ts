/**
 * Laws of reading an article: the same thing said in another order, zone, script or way of writing numbers is read the same;
 * what is asked, hedged or denied is kept apart; words have their speakers. Numbers are written by the tests' own rules.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { utcOf } from './clocks.ts';
import { readArticle } from './extract.ts';
import { readingsOf } from './readings.ts';

const measuresIn = (text: string) => readArticle(text).statements.map(({ measure }) => measure);
const countIn = (words: string): number | undefined => {
  const found = measuresIn(`During the outage ${words} users reported problems.`).find(({ kind }) => kind === 'count');
  return found?.kind === 'count' ? found.number.value : undefined;
};

const ONES =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = 'zero ten twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');

function spelled(n: number): string {
  if (n < 20) return ONES[n]!;
  if (n < 100) return n % 10 === 0 ? TENS[n / 10]! : `${TENS[Math.floor(n / 10)]}-${ONES[n % 10]}`;
  if (n < 1_000) return `${ONES[Math.floor(n / 100)]} hundred${n % 100 === 0 ? '' : ` and ${spelled(n % 100)}`}`;
  const [scale, name] = n < 1_000_000 ? [1_000, 'thousand'] : [1_000_000, 'million'];
  const rest = n % scale;
  return `${spelled(Math.floor(n / scale))} ${name}${rest === 0 ? '' : `${rest < 100 ? ' and ' : ' '}${spelled(rest)}`}`;
}

const grouped = (n: number, mark: string): string => {
  const digits = String(n);
  return [...digits].map((digit, i) => (i > 0 && (digits.length - i) % 3 === 0 ? mark + digit : digit)).join('');
};
const indian = (n: number): string => {
  const digits = String(n);
  const head = digits.slice(0, -3);
  return digits.length < 4
    ? digits
    : `${[...head].map((digit, i) => (i > 0 && (head.length - i) % 2 === 0 ? `,${digit}` : digit)).join('')},${digits.slice(-3)}`;
};
const inScript = (text: string, zero: number): string =>
  text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));

const amounts = fc.integer({ min: 20, max: 9_999_999 });

test('a number is read the same, whatever sets its thousands apart', () => {
  fc.assert(
    fc.property(amounts, fc.constantFrom(',', '.', ' ', '\u00a0', '\u202f', "'", '’'), (n, mark) => {
      expect(countIn(grouped(n, mark))).toBe(n);
      expect(countIn(indian(n))).toBe(n);
    }),
  );
});

test('a number in words is read as the number in digits', () => {
  fc.assert(
    fc.property(amounts, (n) => {
      expect(countIn(spelled(n))).toBe(n);
    }),
  );
});

test('a number in the digits of other scripts is read as the number in ASCII digits', () => {
  const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0x17e0, 0xff10, 0x1d7ce];
  fc.assert(
    fc.property(amounts, fc.constantFrom(...zeros), (n, zero) => {
      expect(countIn(inScript(String(n), zero))).toBe(n);
      expect(countIn(inScript(grouped(n, ','), zero))).toBe(n);
    }),
  );
});

test('lakh, crore, k, million and halves are their numbers', () => {
  const cases: [string, number][] = [
    ['2.4 lakh', 240_000],
    ['1.5 crore', 15_000_000],
    ['60k', 60_000],
    ['1.3m', 1_300_000],
    ['half a million', 500_000],
    ['a hundred thousand', 100_000],
    ['3 million', 3_000_000],
  ];
  for (const [words, value] of cases) expect(countIn(words), words).toBe(value);
});

test('the order of the paragraphs makes no difference', () => {
  const said = [
    'More than 31,400 users reported the outage in the United States.',
    'The disruption came in three waves.',
    'It began at 09:41 UTC and was resolved at 13:05 UTC.',
    'Visitors saw “HTTP 503” for 45 minutes.',
    'The IP addresses came from the Ukraine area, Anna Lind said.',
    '56% of the reports were about the app.',
  ];
  const sorted = (text: string): string[] =>
    measuresIn(text)
      .map((measure) => JSON.stringify(measure))
      .toSorted();
  const expected = sorted(said.join('\n\n'));
  expect(expected.length, 'anti-vacuity: all of it is read').toBe(8);
  fc.assert(
    fc.property(fc.shuffledSubarray(said, { minLength: said.length }), (shuffled) => {
      expect(sorted(shuffled.join('\n\n'))).toEqual(expected);
    }),
  );
});

test('one moment in several zones is one moment, in 12 and in 24 hours', () => {
  const zones = {
    UTC: 0,
    EDT: -240,
    EST: -300,
    PDT: -420,
    BST: 60,
    CET: 60,
    CEST: 120,
    MSK: 180,
    JST: 540,
    SGT: 480,
    EAT: 180,
    PKT: 300,
  };
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 1_439 }),
      fc.constantFrom(...Object.entries(zones)),
      (utc, [zone, offset]) => {
        const local = (utc + offset + 1_440) % 1_440;
        const [hour, minute] = [Math.floor(local / 60), String(local % 60).padStart(2, '0')];
        const ways = [
          `${hour}:${minute} ${zone}`,
          `${hour % 12 || 12}:${minute} ${hour < 12 ? 'a.m.' : 'p.m.'} ${zone}`,
          `${hour % 12 || 12}.${minute}${hour < 12 ? 'am' : 'pm'} ${zone}`,
        ];
        for (const way of ways) {
          const [onset] = measuresIn(`The outage began at ${way} that day.`);
          expect(onset?.kind, way).toBe('onset');
          if (onset?.kind === 'onset') expect(utcOf(onset.at), way).toContain(utc);
        }
      },
    ),
  );
});

test('two times that cannot be one moment are told, and those that can are not', () => {
  const pairs = (text: string): number => readArticle(text, Date.parse('2025-03-10')).impossible.length;
  expect(pairs('It began at 6:00 AM ET (3:00 PM IST).')).toBe(1);
  expect(pairs('It began at 6:00 ET = 3:00 PM IST.')).toBe(1);
  expect(pairs('It began at 6:00 AM ET (3:30 PM IST).')).toBe(0);
  expect(pairs('It began at 3 p.m. ET (noon PT).')).toBe(0);
  expect(pairs('It began at 10:05 a.m. ET (1405 GMT).')).toBe(0);
  expect(pairs('It began at 10:05 a.m. ET (1605 GMT).')).toBe(1);
});

test('questions, hedges and denials are kept apart from what is asserted', () => {
  const mode = (text: string) => readArticle(text).statements[0]?.mode;
  expect(mode('The outage hit 60,000 users.')).toBe('asserted');
  expect(mode('Did the outage hit 60,000 users?')).toBe('question');
  expect(mode('The outage may have hit 60,000 users.')).toBe('hedged');
  expect(mode('The firm denied that the outage hit 60,000 users.')).toBe('denied');
});

test('words have the speaker who says them, with quotations over several sentences', () => {
  const article = readArticle(
    '“The site fell three times. We counted 60,000 reports,” said Lena Ortiz, an engineer at Nordlight. According to Downdetector, 1,200 users reported the outage in the UK. She added that it lasted two hours.',
  );
  const by = Object.fromEntries(
    article.statements.map(({ measure, speaker }) => [
      measure.kind === 'count' ? measure.number.value : measure.kind,
      speaker,
    ]),
  );
  expect(by).toEqual({ waves: 'Lena Ortiz', 60000: 'Lena Ortiz', 1200: 'Downdetector', duration: 'Lena Ortiz' });
});

test('a page says the same as HTML, as Markdown and as text; scripts and navigation say nothing', () => {
  const text = 'The outage began at 09:41 UTC.\n\nMore than 5,000 users reported it.';
  const html =
    '<html><nav>9,999 users reported it</nav><p>The outage began at <b>09:41&nbsp;UTC</b>.</p><p>More than 5,000 users reported it.</p><script>var n = "8,888 users reported it"</script></html>';
  const markdown =
    '# News\n\nThe outage **began** at 09:41 UTC.\n\n- More than 5,000 users [reported](https://example.org) it.';
  expect(measuresIn(html)).toEqual(measuresIn(text));
  expect(measuresIn(markdown)).toEqual(measuresIn(text));
});

test('a statement has several readings, and the same words have the same ones', () => {
  const [said] = readArticle('Over 60,000 users reported outages throughout Monday.').statements;
  const asks = readingsOf(said!).map(({ ask }) => ask.ask);
  expect(asks.filter((ask) => ask === 'peak').length).toBe(4);
  expect(new Set(asks)).toEqual(new Set(['peak', 'total', 'running', 'part-total', 'reporters', 'people']));
});

test('anything at all can be read, and always in the same way', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(readArticle(text)).toEqual(readArticle(text));
    }),
  );
});
