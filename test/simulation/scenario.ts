/**
 * Scenarios: one seed is one world with something happening in it, the evidence that observers of it have, and the truth
 * that they do not have. The same seed gives the same scenario.
 */
import { type Chance, chanceOf } from '../../bench/accuracy/simulator/chance.ts';
import type { Evidence, OnsetMinute } from '../../src/diagnosis/evidence.ts';
import type { Hypothesis } from '../../src/diagnosis/hypotheses.ts';
import type { Request } from './request.ts';
import { OVERLOADS, serve } from './server.ts';
import { Addresses, drawSite, type Site } from './site.ts';
import { CALM_STORIES } from './stories-calm.ts';
import { CROWD_STORIES } from './stories-crowds.ts';
import { FAILURE_STORIES } from './stories-failures.ts';
import { FLOOD_STORIES } from './stories-floods.ts';
import type { Seen, Stage, Story, Told } from './story.ts';
import { type Columns, type Stretch, summarise } from './summarise.ts';
import { drawHabits, type Habits, usualTraffic } from './visitors.ts';
import { checksOf, claimsOf, drawVantages, reportsOf } from './watchers.ts';

export const STORIES: readonly Story[] = [...CALM_STORIES, ...CROWD_STORIES, ...FLOOD_STORIES, ...FAILURE_STORIES];

export interface Truth {
  readonly story: string;
  readonly cause: Hypothesis | 'undecidable';
  readonly consequence: Hypothesis | null;
  /** Whether what shows the cause was among what the observers had. If not, saying so is as right as calling it. */
  readonly shown: boolean;
}

export interface Scenario {
  readonly seed: number;
  readonly truth: Truth;
  readonly evidence: Evidence;
}

/** Minutes before the stretch that the onset shows. */
const BEFORE_MINUTES = 8;
/** About so many requests are made for a stretch; a busy site is thinned out to that, client by client. */
const REQUESTS_AIM = 1_200;

/** An origin has failed under load if at least so many requests failed. */
const FAILS_FROM = 0.05;

/** One world, before anybody looks at it. */
export interface Played {
  readonly site: Site;
  readonly story: Story;
  readonly told: Told;
  readonly before: readonly Request[];
  readonly usual: readonly Request[];
  readonly usualMinutes: number;
  readonly scale: number;
  readonly chance: Chance;
}

export function play(seed: number, only?: string): Played {
  const chance = chanceOf(seed, 7_919);
  const stories = only === undefined ? STORIES : STORIES.filter(({ name }) => name === only);
  const story = stories[Number(chance.weighted(Object.fromEntries(stories.map(({ weight }, i) => [i, weight]))))]!;
  const full = drawSite(chance);
  const rise = story.brings ? chance.logBetween(1.9, 25) : 1;
  const scale = Math.max(1, Math.ceil((full.rate * 60 * full.minutes * Math.max(1, rise / 6)) / REQUESTS_AIM));
  const site: Site = { ...full, rate: full.rate / scale, capacity: full.capacity / scale };
  const addresses = new Addresses(site, chance);
  const world = (minutes: number) => ({ site, chance, addresses, seconds: minutes * 60 });
  const habits = drawHabits(world(site.minutes));
  const level = Math.exp(site.dailySpread * chance.normal());
  const usualMinutes = chance.happens(0.8) ? site.minutes : site.minutes * 3;
  const stretch = (minutes: number, day: number): Request[] =>
    serve(site, chance, usualTraffic(world(minutes), day, habits), OVERLOADS[0]!);
  // Half of the time the usual is the time just before, and otherwise it is other days.
  const usual = stretch(usualMinutes, chance.happens(0.5) ? level : 1);
  const before = stretch(BEFORE_MINUTES, level);
  const told = story.tell(stageOf(world(site.minutes), rise, level, habits));
  return { site, story, told, before, usual, usualMinutes, scale, chance };
}

function stageOf(world: Omit<Stage, 'rise' | 'everyday'>, rise: number, level: number, habits: Habits): Stage {
  return { ...world, rise, everyday: (factor = 1) => usualTraffic(world, level * factor, habits) };
}

export function scenarioOf(seed: number, only?: string): Scenario {
  const { site, story, told, before, usual, usualMinutes, scale, chance } = play(seed, only);
  const columns: Columns = {
    history: chance.happens(0.85),
    countries: chance.happens(0.75),
    networks: chance.happens(0.75),
    agents: chance.happens(0.85),
    times: chance.happens(0.6),
    connections: chance.happens(0.35),
  };
  const has = {
    traffic: chance.happens(0.92),
    usual: chance.happens(0.94),
    checks: chance.happens(0.7),
    reports: chance.happens(0.65),
    claims: chance.happens(0.6),
  };
  const stretch = (requests: readonly Request[], minutes: number, failed: number): Stretch => ({
    requests,
    minutes,
    failedConnections: chance.poisson(failed * site.rate * 60 * minutes),
    scale,
  });
  const usualStretch = stretch(usual, usualMinutes, 0.01);
  const duringStretch = stretch(told.requests, site.minutes, told.failedConnections);
  const isTrouble = told.outside.noticed > 0.02;
  const vantages = drawVantages(site, chance);
  const isCalm = story.cause === 'nothing-unusual';
  const reports = has.reports ? reportsOf(site, chance, told.outside) : null;
  const seen: Seen = {
    ...columns,
    ...has,
    touched: told.touched ?? 1,
    marks: site.marks,
    logAt: site.logAt,
    // A probe that never met the failure shows no more than none; of a calm world it shows the calm.
    checks: has.checks && (isCalm || vantages.some((vantage) => told.outside.fails(vantage) > 0.2)),
    reports: reports !== null && (isCalm || (reports.countries !== null && reports.count > reports.expected + 8)),
  };
  const known = has.usual ? usualStretch : null;
  const lately: Stretch = {
    ...usualStretch,
    requests: usual.filter(({ at }) => at >= (usualMinutes - site.minutes) * 60),
    minutes: site.minutes,
  };
  const onset = chance.happens(0.9) ? onsetOf(before, told.requests, site.minutes, scale) : null;
  const evidence: Evidence = {
    traffic: has.traffic
      ? {
          during: summarise(duringStretch, columns, known),
          usual: known === null ? null : summarise(known, columns, known),
          // Who knows the minutes knows the latest of them apart.
          alike:
            known === null || onset === null || usualMinutes === site.minutes ? null : summarise(lately, columns, null),
          spread: chance.happens(0.5) ? site.dailySpread : null,
          onset,
        }
      : null,
    checks: has.checks ? checksOf(chance, vantages, site.minutes, told.outside) : null,
    reports,
    claims: has.claims ? claimsOf(chance, told.outside, isTrouble) : null,
  };
  return {
    seed,
    truth: {
      story: story.name,
      cause: story.cause,
      consequence: failedShare(told.requests) >= FAILS_FROM ? (told.consequence ?? null) : null,
      shown: story.shows(seen),
    },
    evidence,
  };
}

const failedShare = (requests: readonly Request[]): number =>
  requests.filter(({ status }) => status >= 500).length / Math.max(1, requests.length);

function onsetOf(
  before: readonly Request[],
  during: readonly Request[],
  minutes: number,
  scale: number,
): OnsetMinute[] {
  const shown = Math.min(minutes, 12);
  const counts = Array.from({ length: BEFORE_MINUTES + shown }, () => ({ requests: 0, failed: 0 }));
  const count = (requests: readonly Request[], offset: number) => {
    for (const one of requests) {
      const minute = counts[offset + Math.floor(one.at / 60)];
      if (minute === undefined) continue;
      minute.requests += scale;
      if (one.fault !== null && one.fault !== 'policy' && one.fault !== 'client') minute.failed += scale;
    }
  };
  count(before, 0);
  count(during, BEFORE_MINUTES);
  return counts;
}
