/** Die Vergangenheit eines Dienstes. */
import type * as en from '../en/history.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const history: typeof en.history = {
  title: (name) => `${name}: Verlauf`,
  range: 'Wie weit zurück',
  ranges: {
    '6h': 'Die letzten 6 Stunden',
    '24h': 'Die letzten 24 Stunden',
    '7d': 'Die letzten 7 Tage',
    '30d': 'Die letzten 30 Tage',
    '365d': 'Die letzten 365 Tage',
  },
  reports: (name) => `Meldungen über ${name}`,
  noneConfirmed: 'In dieser Zeit wurde keine Störung bestätigt.',
  confirmed: (count, length) =>
    plural(count, {
      one: `# Störung wurde bestätigt; sie dauerte ${length}.`,
      other: `# Störungen wurden bestätigt; zusammen dauerten sie ${length}.`,
    }),
  median: (length) => `Die Hälfte derer, die vorbei sind, dauerte höchstens ${length}.`,
  mix: 'Was gemeldet wurde, und wann',
  symptoms: 'Symptome',
  components: 'Teile des Dienstes',
  what: 'Was',
  when: 'Wann',
  most: (clock, day) => `am meisten ab ${clock} UTC am ${day}`,
  incidents: 'Störungen dieser Zeit',
  noIncident: 'Keine wurde gesehen.',
  asJson: 'Diese Seite als JSON',
  link: 'Der ganze Verlauf',
};
