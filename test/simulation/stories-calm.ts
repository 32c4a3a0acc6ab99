/** Stories in which nothing is wrong, though some of it looks odd: noise, backups, purges, pollers, holidays. */
import { request } from './request.ts';
import { OVERLOADS, serve } from './server.ts';
import { burst, QUIET, type Seen, type Stage, type Story, shapeOf } from './story.ts';

const shows = (seen: Seen): boolean => seen.traffic && seen.usual;
const told = ({ site, chance }: Stage, requests: Parameters<typeof serve>[2]) => ({
  requests: serve(site, chance, requests, chance.pick(OVERLOADS)),
  failedConnections: 0.01,
  outside: QUIET,
});
const calm = (name: string, weight: number, tell: Story['tell'], seenBy: Story['shows'] = shows): Story => ({
  name: `calm: ${name}`,
  cause: 'nothing-unusual',
  weight,
  brings: false,
  shows: seenBy,
  tell,
});

export const CALM_STORIES: readonly Story[] = [
  calm('a usual hour', 5, (stage) => told(stage, stage.everyday())),
  calm('a scanner comes by', 1, (stage) => {
    const from = stage.addresses.rented();
    const scan = burst(
      { ...stage, rise: stage.chance.between(1.02, 1.2) },
      () => 1,
      (at, i) =>
        request({
          at,
          from,
          path: `/cgi-bin/${i}`,
          newPath: true,
          agent: 'scan/2.0',
          tool: true,
          odd: i % 10 === 0,
          status: 404,
          cost: 0.05,
          bytes: 300,
        }),
    );
    return told(stage, [...stage.everyday(), ...scan]);
  }),
  calm('a backup runs', 0.7, (stage) => {
    const from = stage.addresses.rented();
    const reads = burst(
      { ...stage, rise: stage.chance.between(1.01, 1.15) },
      () => 1,
      (at, i) =>
        request({ at, from, path: `/files/${i}`, agent: 'rsync-http/3', tool: true, cost: 0.3, bytes: 5_000_000 }),
    );
    return told(stage, [...stage.everyday(), ...reads]);
  }),
  calm('a cache was purged', 0.7, (stage) => {
    const everyday = stage.everyday();
    const parts = everyday.filter(({ kind }) => kind === 'part');
    const again = parts.filter(() => stage.chance.happens(0.35)).map((one) => ({ ...one, at: one.at * 0.9 }));
    return told(stage, [...everyday, ...again]);
  }),
  calm('somebody watches it from a new place', 0.7, (stage) => {
    const from = stage.addresses.rented();
    const checks = burst(
      { ...stage, rise: stage.chance.between(1.02, 1.15) },
      () => 1,
      (at) => request({ at, from, path: '/health', agent: 'monitor/new', tool: true, kind: 'call', bytes: 200 }),
    );
    return told(stage, [...stage.everyday(), ...checks]);
  }),
  calm(
    'a holiday',
    1,
    (stage) => told(stage, stage.everyday(stage.chance.between(0.5, 0.85))),
    // From a log alone a day on which few come is no other than one on which few get through.
    (seen) => seen.traffic && seen.usual && seen.checks,
  ),
  calm('a busy day', 1, (stage) => {
    const shape = shapeOf(stage.chance, 'people');
    const everyday = stage.everyday(1.25).filter(({ at }) => stage.chance.happens(0.8 + 0.2 * shape(at)));
    return told(stage, everyday);
  }),
];
