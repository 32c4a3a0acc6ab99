/** The scorer: what is right counts once, what is asked counts never, and details are told apart from what was said. */
import { expect, test } from 'vitest';
import type { Measure, Mode } from '../../src/model/statement.ts';
import type { Article } from '../../src/statements/extract.ts';
import { keyRows, scoreOf, sum } from './score.ts';

type Proposal = Article['statements'][number];

const said = (measure: Measure, quote: string, speaker: string | null = null, mode: Mode = 'asserted'): Proposal => ({
  quote,
  measure,
  measurable: !['cause', 'responsibility', 'motive', 'financing'].includes(measure.kind),
  mode,
  speaker,
  role: null,
  quoted: false,
  territory: [],
  as: null,
  because: [],
});
const number = (value: number) => ({ value, approximation: 'over' as const });
const reports = (value: number, speaker: string | null = null) =>
  said({ kind: 'count', number: number(value), unit: 'reports' }, `over ${value} reports`, speaker);
const KEY = keyRows(
  [
    'count\t60000\tover 60,000 reports\tover\tasserted\tPingboard / the tracker\t-\t-',
    'count\t900\t900 sites\texact\tquestion\t-\t-\t-',
    'origin\tGermany, France\tGermany and France\t-\tdenied\t-\t-\t-',
    'responsibility\tGrey Lantern\tGrey Lantern claimed it\t-\tasserted\t-\t-\t-',
    'speaker\tPingboard / the tracker\tPingboard said',
  ].join('\n'),
);
const none = { right: 0, proposed: 0, wanted: 0 };

test('all that is right is right, with its details', () => {
  const scores = scoreOf(
    {
      statements: [
        reports(60_000, 'the tracker'),
        said({ kind: 'origin', areas: ['FR', 'DE'] }, 'not from Germany and France', null, 'denied'),
        said({ kind: 'responsibility', party: 'Grey Lantern' }, 'Grey Lantern claimed it on Monday'),
      ],
      speakers: [{ name: 'Pingboard', role: null }],
    },
    KEY,
  );
  expect(scores).toEqual({
    statements: { right: 2, proposed: 2, wanted: 2 },
    speakers: { right: 1, proposed: 1, wanted: 1 },
    claims: { right: 1, proposed: 1, wanted: 1 },
    approximation: { right: 1, of: 1 },
    mode: { right: 2, of: 2 },
    speaker: { right: 2, of: 2 },
    missed: [],
    extra: [],
  });
});

test('a second time, another number and another country are not right', () => {
  const scores = scoreOf(
    {
      statements: [
        reports(60_000),
        reports(60_000),
        reports(70_000),
        said({ kind: 'origin', areas: ['DE'] }, 'Germany'),
      ],
      speakers: [{ name: 'Pingwatch', role: null }],
    },
    KEY,
  );
  expect(scores.statements).toEqual({ right: 1, proposed: 4, wanted: 2 });
  expect(scores.speaker).toEqual({ right: 0, of: 1 });
  expect(scores.missed).toEqual(['origin Germany, France', 'speaker Pingboard / the tracker']);
  expect(scores.extra).toEqual(['count 60000', 'count 70000', 'origin DE', 'speaker Pingwatch']);
});

test('what is asked counts on neither side, and sums add up', () => {
  const asked = scoreOf(
    {
      statements: [said({ kind: 'count', number: number(900), unit: 'other' }, '900 sites?', null, 'question')],
      speakers: [],
    },
    KEY.filter(({ mode }) => mode === 'question'),
  );
  expect(asked.statements).toEqual(none);
  const one = scoreOf({ statements: [reports(60_000)], speakers: [] }, KEY);
  expect(sum([one, one, asked]).statements).toEqual({ right: 2, proposed: 2, wanted: 4 });
});
