/** The control of a replay: what runs is offered and pressed, and no two buttons say the same. */
import { expect, test } from 'vitest';
import * as fixtures from '../../../test/browser/fixtures.ts';
import { countedUntil } from './replay.ts';

test.each([0, 7, 60, 90, 5_400, 20_000, 100_000])(
  'at %i seconds a second, every button says another speed',
  (speed) => {
    const timeline = { id: 'past', name: 'Past', speed, asOf: null, ended: false };
    const context = fixtures.context({ replay: { timelines: [timeline] } });
    const control = String(countedUntil(context, { ...fixtures.overview().freshness[0]!, timeline: 'past' }));
    const buttons = [...control.matchAll(/value="(\d+)" aria-pressed="(\w+)">([^<]+)</g)];
    expect(buttons.filter(([, , pressed]) => pressed === 'true').map(([, value]) => Number(value))).toEqual([speed]);
    const labels = buttons.map(([, , , label]) => label);
    expect(labels.length).toBeGreaterThanOrEqual(5);
    expect(new Set(labels).size).toBe(labels.length);
  },
);
