/** Laws of what a service's page says below its answer. */
import { expect, test } from 'vitest';
import * as fixtures from '../../../test/browser/fixtures.ts';
import type { ServiceBody } from '../schema.ts';
import { servicePage } from './index.ts';

const context = fixtures.context();

test('more than usual that does not stand out is explained by a level of before, and by nothing where it is no more', () => {
  const calm = fixtures.service(fixtures.kindOf('none'));
  const page = (observed: number, keptBefore: ServiceBody['keptBefore']) =>
    servicePage({ ...calm, lastHour: { observed, expected: 12 }, keptBefore }, context);
  const kept = { timesLevel: 4.2, daysAgo: 12 };
  expect(page(24, kept)).toContain('but it got about as much for days until 12 days ago, so it does not stand out.');
  expect(page(75, kept)).toContain('stand out');
  expect(page(76, kept), 'more than that level').not.toContain('stand out');
  expect(page(23, kept)).not.toContain('stand out');
  expect(page(24, null)).not.toContain('stand out');
});
