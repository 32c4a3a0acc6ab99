/** Which services fail from one cause: published cases of carriers, and worlds of our own making. */
import { describe, expect, test } from 'vitest';
import { BLAME, explain, type Failing } from './common-cause.ts';

const carrier = (service: string, observed: number, depends: string[] = []): Failing => ({
  service,
  category: 'Carriers',
  depends,
  distrusted: false,
  observed,
  expected: Math.max(10, observed / 100),
});
const none = () => 0;
const roles = (failing: readonly Failing[], dependents: (name: string) => number = none) =>
  Object.fromEntries(
    explain(failing, dependents).map(({ service, role, of }) => [service, of === null ? role : `${role} of ${of}`]),
  );

test('the constants are those of the cases of 2020: mean and deviation of the logarithms of five shares', () => {
  const shares = [3_861 / 113_980, 8_619 / 113_980, 411 / 9_686, 519 / 9_686, 322 / 9_686].map(Math.log);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const variance = shares.reduce((sum, share) => sum + (share - mean) ** 2, 0) / (shares.length - 1);
  expect(BLAME.mean).toBeCloseTo(mean, 1);
  // Widened for what five cases leave open.
  expect(BLAME.deviation).toBeCloseTo(Math.sqrt(variance * (1 + 1 / shares.length)), 1);
});

describe('published cases of carriers', () => {
  test('fitted on: T-Mobile US 2020 and Vodafone UK 2020 are the culprits, their neighbours victims', () => {
    expect(roles([carrier('verizon', 8_619), carrier('t-mobile', 113_980), carrier('att', 3_861)])).toEqual({
      't-mobile': 'root',
      verizon: 'victim of t-mobile',
      att: 'victim of t-mobile',
    });
    expect(roles([carrier('vodafone', 9_686), carrier('ee', 411), carrier('o2', 519), carrier('three', 322)])).toEqual({
      vodafone: 'root',
      o2: 'victim of vodafone',
      ee: 'victim of vodafone',
      three: 'victim of vodafone',
    });
  });

  test('scored on: AT&T 2024 is the culprit, Cricket on its network a member, Verizon, T-Mobile and USCellular victims', () => {
    const shared = ["at&t's network"];
    const failing = [
      carrier('att', 65_800, shared),
      carrier('cricket', 10_400, shared),
      carrier('verizon', 3_200),
      carrier('t-mobile', 1_700),
      carrier('uscellular', 500),
    ];
    expect(roles(failing, () => 2)).toEqual({
      att: 'root',
      cricket: "member of at&t's network",
      verizon: 'victim of att',
      't-mobile': 'victim of att',
      uscellular: 'victim of att',
    });
  });
});

test('two carriers that fail alike at once are not each other’s victims', () => {
  const [, second] = explain([carrier('one', 50_000), carrier('two', 40_000)], none);
  expect(second).toMatchObject({ role: 'separate' });
});

describe('what is shared', () => {
  const site = (service: string, observed: number, depends: string[]): Failing => ({
    ...carrier(service, observed, depends),
    category: service,
  });

  test('by all that fail is the cause, and not by many that are well', () => {
    const failing = [site('a', 5_000, ['cloud']), site('b', 3_000, ['cloud']), site('c', 4_000, ['cloud'])];
    expect(roles(failing, () => 3)).toEqual({ a: 'root', b: 'member of cloud', c: 'member of cloud' });
    const [, member] = explain(failing, () => 3);
    const [, weaker] = explain(failing, () => 3_000);
    expect(member!.weight).toBeGreaterThan(0.95);
    expect(weaker!.weight).toBeLessThan(member!.weight);
  });

  test('an authority for certificates, says nothing while no handshake fails, and is the cause when both fail in it', () => {
    const authority = 'issuer:Example CA';
    const failing = [site('a', 5_000, [authority]), site('b', 3_000, [authority])];
    expect(roles(failing, () => 2)).toEqual({ a: 'root', b: 'separate' });
    const [, apart] = explain(failing, () => 2);
    const [, without] = explain([site('a', 5_000, []), site('b', 3_000, [])], () => 2);
    expect(apart!.weight, 'next to nothing is taken from chance').toBeGreaterThan(0.9 * without!.weight);
    const both = failing.map((one) => ({ ...one, distrusted: true }));
    expect(roles(both, () => 2)).toEqual({ a: 'root', b: `member of ${authority}` });
    expect(
      roles([both[0]!, failing[1]!], () => 2),
      'one alone has let its own certificate run out',
    ).toEqual({
      a: 'root',
      b: 'separate',
    });
  });

  test('by nobody else that fails explains nothing', () => {
    expect(roles([site('a', 5_000, ['cloud']), site('b', 3_000, ['other'])], () => 2)).toEqual({
      a: 'root',
      b: 'separate',
    });
  });
});

test('the order in which services are given changes nothing, and weights are shares', () => {
  const failing = [carrier('a', 900, ['x']), carrier('b', 900, ['x']), carrier('c', 40), carrier('d', 7_000)];
  const said = explain(failing, () => 3);
  expect(explain(failing.toReversed(), () => 3)).toEqual(said);
  for (const { weight } of said) expect(weight > 0 && weight <= 1).toBe(true);
});
