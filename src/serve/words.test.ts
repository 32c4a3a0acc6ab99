/** Sentences of decisions: the figures that they stood on, how rarely chance brings them, and the budget then in force. */
import { expect, test } from 'vitest';
import type { Incident, ScopedDecision } from '../model/incident.ts';
import type { Minute } from '../model/units.ts';
import { ENGLISH } from '../words/words.ts';
import { decisionWords, sourceWords } from './words.ts';

const decision: ScopedDecision = {
  at: 1 as Minute,
  windowMinutes: 12,
  observed: 34,
  expected: 4.1,
  evidence: 12,
  threshold: 12,
  scope: 'all',
  tier: 'confirmed',
  budget: { possiblePerMonth: 3, confirmedPerYear: 2 },
  share: 0.5,
};

test('at the threshold chance comes as often as the share of the budget accepts; three nats more, twenty times more rarely', () => {
  // Half of two a year is once in a year, and e^3 = 20.1.
  const at = decisionWords(ENGLISH, decision);
  expect(at).toContain('In 12 minutes, 34 reports came where 4.1 were expected.');
  expect(at).toContain('Chance alone brings that about once in 12 months.');
  expect(at).toContain(
    'The budget then in force accepted 2 false alarms a service-year, of which 50 % is for all reports',
  );
  expect(decisionWords(ENGLISH, { ...decision, evidence: 15 })).toContain('about once in 20 years');
  expect(decisionWords(ENGLISH, { ...decision, evidence: 500 })).toContain('less than once in a thousand years');
});

test('what was seen in hindsight says so, and by what it is measured', () => {
  const words = (hindsight: true | undefined) => decisionWords(ENGLISH, { ...decision, hindsight });
  expect(words(true)).toContain(
    'where 4.1 were expected. This was seen in hindsight: it began before anything usual was known',
  );
  expect(words(undefined)).not.toContain('hindsight');
});

test('a part is named, and the tier has its own period', () => {
  const words = decisionWords(ENGLISH, {
    ...decision,
    scope: 'country:UA',
    tier: 'possible',
    share: 1,
    windowMinutes: 1,
    observed: 1,
  });
  expect(words).toContain('In one minute, 1 report with “Ukraine” came where 4.1 were expected.');
  // Three in thirty days.
  expect(words).toContain('about once in 10 days');
  expect(words).toContain('accepted 3 false alarms a service-month, and so asked for 12 nats');
});

test('few networks are told with their share, and that they are why it is not confirmed', () => {
  const incident = {
    independence: 'few',
    state: 'possible',
    confirmedAt: null,
    concentration: { leftOut: 3, share: 0.95, others: 4, othersExpected: 3.2 },
  } as Incident;
  expect(sourceWords(ENGLISH, incident)).toBe(
    'From few networks. These can never confirm an incident: the trouble may be their own. 3 networks bring 95 % of the excess; all others together sent 4 reports where 3.2 are usual. So it is not confirmed.',
  );
  expect(sourceWords(ENGLISH, { ...incident, concentration: null, independence: 'unknown' } as Incident)).toContain(
    'unknown',
  );
});
