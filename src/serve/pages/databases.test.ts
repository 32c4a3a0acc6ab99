/** Laws of the note about address databases: complete, linked to whom it must be, and nothing where there is none. */
import { expect, test } from 'vitest';
import { ENGLISH, wordsOf } from '../../words/words.ts';
import { databasesNote } from './databases.ts';

const AT = Date.UTC(2026, 5, 27);
const one = {
  name: 'First <i>',
  builtAt: Date.UTC(2026, 5, 17),
  licence: 'CC BY 4.0, IP Geolocation by DB-IP (https://db-ip.com)',
  warning: 'It "has bugs" (https://example.com/releases).',
};

test('names every database with date, age and licence, links its publishers, and warns once', () => {
  const note = String(databasesNote(ENGLISH, { databases: [one, { ...one, name: 'Second' }], at: AT }));
  expect(note).toContain('First &lt;i&gt; of 17 June 2026 (10 days old; CC BY 4.0, IP Geolocation by DB-IP');
  expect(note).toContain('Second of 17 June 2026');
  expect(note.match(/<a href="https:\/\/db-ip\.com"/g)).toHaveLength(2);
  expect(note.match(/has bugs/g)).toHaveLength(1);
  expect(note).toContain('href="https://example.com/releases"');
});

test('is told in the page’s language, and what publishers ask for in theirs', () => {
  const note = String(databasesNote(wordsOf('de'), { databases: [one], at: AT }));
  expect(note).toContain('First &lt;i&gt; vom 17. Juni 2026 (10 Tage alt; <span lang="en">CC BY 4.0');
});

test('says nothing where there is no database', () => {
  expect(databasesNote(ENGLISH, { databases: [], at: AT })).toBe('');
});
