/** The diagnosis on a few hundred simulated worlds of the tuning seeds: it may get better, and must not get worse. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerOf } from '../../bench/diagnosis/answer.ts';
import { rulesTable } from '../../bench/diagnosis/rules-table.ts';
import { type Answered, type Scores, scoresOf } from '../../bench/diagnosis/score.ts';
import { SCORING_SEEDS, SHORT_SEEDS, TUNING_SEEDS } from '../../bench/diagnosis/seeds.ts';
import { HYPOTHESES } from '../../src/diagnosis/hypotheses.ts';
import { logOf } from './log.ts';
import { STORIES, scenarioOf } from './scenario.ts';

let answers: Answered[];
let scores: Scores;

beforeAll(() => {
  answers = SHORT_SEEDS.map(answerOf);
  scores = scoresOf(answers);
});

describe('on simulated worlds', () => {
  test('every cause is there and is called', () => {
    expect(new Set(answers.map(({ cause }) => cause))).toEqual(new Set([...HYPOTHESES, 'undecidable']));
    expect(new Set(answers.map(({ called }) => called))).toEqual(new Set([...HYPOTHESES, 'undecidable']));
  });

  test('nine of ten answers are right', () => {
    expect(scores.right).toBeGreaterThan(0.9);
    expect(scores.balanced).toBeGreaterThan(0.88);
    expect(scores.wrongCalls).toBeLessThan(0.06);
  });

  test('no crowd is called an attack, and no attack a crowd', () => {
    expect(scores.crowdCalledAttack).toBe(0);
    expect(scores.attackCalledCrowd).toBe(0);
  });

  test('a flood is hardly ever said to be unlikely where there is a log', () => {
    expect(scores.attackDenied).toBeLessThan(0.04);
  });

  test('most bots that mimic people are called undecidable', () => {
    expect(scores.mimicsUndecided).toBeGreaterThan(0.75);
  });

  test('without traffic an attack is not testable', () => {
    const blind = answers.filter(({ hasTraffic }) => !hasTraffic);
    expect(blind.length).toBeGreaterThan(5);
    expect(new Set(blind.map(({ attack }) => attack))).toEqual(new Set(['not-testable']));
  });

  test('what is said to be almost certain is so, and what has almost no chance is not', () => {
    const of = (word: string) => scores.reliability.find((one) => one.word === word)!;
    expect(of('almost certain').happened).toBeGreaterThan(0.95);
    expect(of('almost no chance').happened).toBeLessThan(0.05);
  });
});

test('the scorer counts by hand: right, wrong, undecided where it may be and where it may not', () => {
  const one = (cause: string, called: string, shown: boolean): Answered => ({
    story: 'made up',
    cause,
    consequence: null,
    shown,
    called,
    calledConsequence: null,
    attack: 'unlikely',
    hasTraffic: true,
    posterior: { 'flash-crowd': 0.75, 'application-flood': 0.25 },
    words: { 'flash-crowd': 'likely', 'application-flood': 'unlikely' },
  });
  const told = scoresOf([
    one('flash-crowd', 'flash-crowd', true),
    one('flash-crowd', 'undecidable', true),
    one('flash-crowd', 'undecidable', false),
    one('application-flood', 'flash-crowd', true),
  ]);
  expect(told).toMatchObject({
    scenarios: 4,
    right: 0.5,
    wrongCalls: 0.25,
    attackCalledCrowd: 1,
    crowdCalledAttack: 0,
    attackDenied: 1,
  });
  expect(told.balanced).toBeCloseTo((2 / 3 + 0) / 2, 10);
  expect(told.brier).toBeCloseTo((3 * 2 * 0.25 ** 2 + 2 * 0.75 ** 2) / 4, 10);
  expect(told.reliability.map(({ word, happened }) => [word, happened])).toEqual([
    ['unlikely', 0.25],
    ['likely', 0.75],
  ]);
});

test('what constants are chosen on and what is measured on have no seed in common', () => {
  const tuning = new Set([...TUNING_SEEDS, ...SHORT_SEEDS]);
  expect(SCORING_SEEDS.filter((seed) => tuning.has(seed))).toEqual([]);
});

test.each(STORIES.map(({ name }) => name))('%s: the same seed is the same world and the same log', (name) => {
  expect(scenarioOf(5, name)).toEqual(scenarioOf(5, name));
  const log = logOf(5, 'haproxy', name);
  expect(log.truth.story).toBe(name);
  expect(log.lines).toEqual(logOf(5, 'haproxy', name).lines);
});

test('a written log holds every request of the world once, in one order of time', () => {
  for (let seed = 1; seed <= 12; seed++) {
    const { lines, from, to, requests } = logOf(seed, 'combined');
    // Read with a regular expression of its own, apart from all that reads logs here.
    const times = lines.map((line) => {
      const [, day, month, year, time] =
        /\[(\d\d)\/(\w{3})\/(\d{4}):([\d:]{8}) \+0000\] "[^"]+" \d{3} \d+ "[^"]*" "[^"]*"$/.exec(line)!;
      return Date.parse(`${day} ${month} ${year} ${time} GMT`);
    });
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(times.filter((at) => at >= from && at < to)).toHaveLength(requests);
  }
});

test('the docs show every rule with the weight that it has', () => {
  const docs = readFileSync(new URL('../../docs/methodology-diagnosis.md', import.meta.url), 'utf8');
  expect(docs).toContain(rulesTable());
});
