import { expect, test } from 'vitest';
import { withTables } from './page.ts';

test('only what stands between the marks of a set is replaced', () => {
  const page = 'words\n<!-- a -->\nold\n<!-- end of a -->\nmore\n<!-- b -->\nkept\n<!-- end of b -->\n';
  expect(withTables(page, 'a', '| new |')).toBe(
    'words\n<!-- a -->\n\n| new |\n\n<!-- end of a -->\nmore\n<!-- b -->\nkept\n<!-- end of b -->\n',
  );
  expect(withTables(withTables(page, 'a', '| new |'), 'a', '| new |')).toBe(withTables(page, 'a', '| new |'));
});

test('a page without the marks is not written', () => {
  expect(() => withTables('words', 'a', '| new |')).toThrow('<!-- a -->');
  expect(() => withTables('<!-- end of a --> <!-- a -->', 'a', '| new |')).toThrow('<!-- a -->');
});
