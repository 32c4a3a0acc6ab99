/** German. */
import { tongueOf } from '../tongue.ts';

export const german = tongueOf('de', 'de-DE', {
  underOnePercent: 'unter 1 %',
  days: { one: '# Tag', other: '# Tage' },
  spelled: ['Keine', 'Eine', 'Zwei', 'Drei', 'Vier', 'Fünf', 'Sechs', 'Sieben', 'Acht', 'Neun'],
});
