/** Suche nach Störungen. */
import type * as en from '../en/search.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const search: typeof en.search = {
  heading: 'Störung suchen',
  description: 'Störungen nach Dienst, Zeit, Ort und Symptom.',
  all: 'Unter allen Störungen suchen',
  service: 'Dienst oder Sparte',
  kind: 'Wie sicher',
  any: 'Beliebig',
  kinds: { running: 'Dauert noch an', confirmed: 'Bestätigt', unconfirmed: 'Nie bestätigt' },
  from: 'Ab dem Tag (UTC)',
  to: 'Bis zum Tag (UTC)',
  country: 'Zu spüren in',
  symptom: 'Was nicht ging',
  order: 'Zuerst',
  orders: { newest: 'Die neuesten', longest: 'Die längsten', largest: 'Die meisten Meldungen über dem Üblichen' },
  go: 'Suchen',
  clear: 'Suche leeren',
  found: (count) => plural(count, { one: '# Störung', other: '# Störungen' }),
  none: 'So ist keine. Verlangen Sie weniger, oder eine längere Zeit.',
  lookedAt: (count) =>
    plural(count, { one: 'Nur die neueste wurde angesehen.', other: 'Nur die neuesten # wurden angesehen.' }),
  pages: 'Seiten des Ergebnisses',
  page: (page, of) => `Seite ${page} von ${of}`,
  before: 'Zurück',
  after: 'Weiter',
};
