/** Laws of reading status pages: what is said is read, in every form that is known; what is not understood is unknown, never operational. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readStatus } from './read-status.ts';

const NOW = Date.parse('2025-03-10T12:00:00Z');
const SHARED = new URL('../../../../shared/data/vectors/statuspage-v2.tar.xz', import.meta.url).pathname;

/** The archive's file names say what each body's indicator was. */
test.skipIf(!existsSync(SHARED))(
  'real bodies of Statuspage v2 read as their indicator says (needs ../shared/data)',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'groundswell-status-'));
    execFileSync('tar', ['-xJf', SHARED, '-C', folder]);
    const meant = {
      none: 'operational',
      minor: 'degraded',
      major: 'outage',
      critical: 'outage',
      maintenance: 'maintenance',
    };
    const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
    for (const file of files) {
      const indicator = /_(none|minor|major|critical|maintenance)_/.exec(file)![1] as keyof typeof meant;
      const { state, said } = readStatus(readFileSync(join(folder, file), 'utf8'), NOW);
      expect(state, file).toBe(meant[indicator]);
      if (state === 'outage') expect(said, file).toBeTruthy();
    }
    rmSync(folder, { recursive: true });
    expect(files.length).toBeGreaterThan(30);
  },
);

const statuspage = (indicator: string, more = {}) =>
  JSON.stringify({ page: { name: 'A' }, status: { indicator, description: 'Words' }, ...more });

describe('work-alikes', () => {
  test.each([
    [
      'an open incident gives headline and start',
      statuspage('major', {
        incidents: [
          { name: 'Old', status: 'resolved' },
          { name: 'API errors', status: 'identified', started_at: '2025-03-10T10:00:00Z' },
        ],
      }),
      { state: 'outage', said: 'API errors', since: Date.parse('2025-03-10T10:00:00Z') },
    ],
    ['status.json has only a description', statuspage('minor'), { state: 'degraded', said: 'Words' }],
    ['Instatus, well', '{"page":{"name":"A","status":"UP"}}', { state: 'operational' }],
    [
      'Instatus, failing',
      '{"page":{"status":"HASISSUES"},"activeIncidents":[{"name":"Down","impact":"MAJOROUTAGE","started":"2025-03-10T09:00:00Z"}]}',
      { state: 'outage', said: 'Down' },
    ],
    ['Instatus, maintained', '{"page":{"status":"UNDERMAINTENANCE"}}', { state: 'maintenance' }],
    ['Better Stack, well', '{"data":{"attributes":{"aggregate_state":"operational"}}}', { state: 'operational' }],
    ['Better Stack, down', '{"data":{"attributes":{"aggregate_state":"downtime"}}}', { state: 'outage' }],
    [
      'Better Stack, with a report',
      '{"data":{"attributes":{"aggregate_state":"degraded"}},"included":[{"type":"status_page_resource","attributes":{}},{"type":"status_report","attributes":{"title":"Past","ends_at":"2025-03-09T00:00:00Z"}},{"type":"status_report","attributes":{"title":"Slow mail","starts_at":"2025-03-10T09:00:00Z","ends_at":null}}]}',
      { state: 'degraded', said: 'Slow mail', since: Date.parse('2025-03-10T09:00:00Z') },
    ],
    [
      'Rootly, well',
      '{"page":{"name":"A","url":"https://status.example.com","time_zone":"UTC","updated_at":"2025-03-10T11:00:00Z"},"status":{"indicator":"none","description":"All Systems Operational"},"incidents":[]}',
      { state: 'operational' },
    ],
    [
      'Rootly, failing',
      statuspage('major', { incidents: [{ name: 'Log-in fails', status: 'investigating' }] }),
      { state: 'outage', said: 'Log-in fails' },
    ],
    [
      'incident.io, well, with maintenance to come',
      '{"page_title":"A","ongoing_incidents":[],"in_progress_maintenances":[],"scheduled_maintenances":[{"name":"Later"}]}',
      { state: 'operational' },
    ],
    [
      'incident.io, failing',
      '{"page_title":"A","ongoing_incidents":[{"name":"Log-in fails","status":"identified","current_worst_impact":"partial_outage"}],"in_progress_maintenances":[],"scheduled_maintenances":[]}',
      { state: 'outage', said: 'Log-in fails' },
    ],
    [
      'incident.io, maintained',
      '{"ongoing_incidents":[],"in_progress_maintenances":[{"name":"Upgrade","started_at":"2025-03-10T10:00:00Z"}],"scheduled_maintenances":[]}',
      { state: 'maintenance', said: 'Upgrade', since: Date.parse('2025-03-10T10:00:00Z') },
    ],
    ['Slack, well', '{"status":"ok","active_incidents":[]}', { state: 'operational' }],
    [
      'Slack, out',
      '{"status":"active","active_incidents":[{"title":"Nobody can connect","type":"outage","date_created":"2025-03-10T10:00:00Z"}]}',
      { state: 'outage', said: 'Nobody can connect', since: Date.parse('2025-03-10T10:00:00Z') },
    ],
    ['Slack, in a word that is not known', '{"status":"fine","active_incidents":[]}', { state: 'unknown' }],
  ])('%s', (_, body, expected) => expect(readStatus(body, NOW)).toMatchObject(expected));

  test('one component of a page is read by its name, with its own incident', () => {
    const body = statuspage('major', {
      components: [
        { id: 'a', name: 'Actions', status: 'major_outage' },
        { id: 'b', name: 'Pages', status: 'operational' },
      ],
      incidents: [
        { name: 'Elsewhere', status: 'investigating', components: [{ id: 'c' }] },
        { name: 'Actions fail', status: 'investigating', components: [{ id: 'a' }] },
      ],
    });
    expect(readStatus(body, NOW, 'pages')).toMatchObject({ state: 'operational' });
    expect(readStatus(body, NOW, 'Actions')).toMatchObject({ state: 'outage', said: 'Actions fail' });
    expect(readStatus(body, NOW, 'Packages')).toMatchObject({ state: 'unknown' });
  });
});

const item = (title: string, date: string, text: string) =>
  `<item><title>${title}</title><pubDate>${date}</pubDate><description>&lt;p&gt;&lt;strong&gt;${text}&lt;/strong&gt;&lt;/p&gt;</description></item>`;
const rss = (...items: string[]) =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>History</title>${items.join('')}</channel></rss>`;
const atom = (title: string, date: string, text: string) =>
  `<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><title>${title}</title><updated>${date}</updated><content type="html"><![CDATA[<b>${text}</b>]]></content></entry></feed>`;
const TODAY = 'Mon, 10 Mar 2025 11:30:00 +0000';

describe('feeds', () => {
  test.each([
    ['nothing', rss(), 'operational'],
    ['resolved today', rss(item('API errors', TODAY, 'Resolved - fixed. Investigating - we look')), 'operational'],
    ['still investigated', rss(item('API outage', TODAY, 'Investigating - we look into it')), 'outage'],
    ['monitored', rss(item('Slow pages', TODAY, 'Monitoring - a fix is in. Identified - found')), 'degraded'],
    [
      'one resolved, one open',
      rss(item('A', TODAY, 'Resolved - done'), item('B is slow', TODAY, 'Identified - found')),
      'degraded',
    ],
    [
      'maintenance under way',
      rss(item('Scheduled maintenance of databases', TODAY, 'In progress - we work')),
      'maintenance',
    ],
    [
      'open a month ago and forgotten',
      rss(item('API outage', 'Mon, 10 Feb 2025 11:30:00 +0000', 'Investigating - we look')),
      'operational',
    ],
    ['Atom, open', atom('Elevated errors', '2025-03-10T11:00:00Z', 'Investigating'), 'degraded'],
    ['Atom, resolved', atom('Elevated errors', '2025-03-10T11:00:00Z', 'Resolved - fixed'), 'operational'],
    [
      'AWS, resolved in the title, with the trouble told in the text',
      rss(
        item(
          'Service is operating normally: [RESOLVED] Network',
          'Mon, 10 Mar 2025 03:30:00 PDT',
          'Between 1:00 and 2:00 AM we experienced degraded performance. The issue has been resolved.',
        ),
      ),
      'operational',
    ],
    ['AWS, under way', rss(item('Service disruption: Network', TODAY, 'We are investigating errors.')), 'degraded'],
    [
      'Google Cloud, resolved in the title',
      atom(
        'RESOLVED: Elevated errors in Storage',
        '2025-03-10T11:00:00Z',
        'Incident began at 10:00. Users saw errors.',
      ),
      'operational',
    ],
    [
      'Google Cloud, under way',
      atom('UPDATE: Elevated errors in Storage', '2025-03-10T11:00:00Z', 'Incident began at 10:00. We see errors.'),
      'degraded',
    ],
    ['a note without a date', rss('<item><title>API errors</title></item>'), 'unknown'],
    ['cut short', rss(item('API outage', TODAY, 'Resolved')).slice(0, -20), 'unknown'],
    ['words that say nothing', rss(item('We have news', TODAY, 'Hello')), 'degraded'],
  ])('%s', (_, body, state) => expect(readStatus(body, NOW).state).toBe(state));
});

test.each([
  ['', 'unknown'],
  ['{}', 'unknown'],
  ['[]', 'unknown'],
  ['null', 'unknown'],
  ['All systems operational', 'unknown'],
  ['<html><body>All systems operational</body></html>', 'unknown'],
  ['{"status":{"indicator":"fine"}}', 'unknown'],
  ['{"status":"operational"}', 'unknown'],
  ['{"page":{"status":"constructor"}}', 'unknown'],
])('%j is unknown', (body, state) => expect(readStatus(body, NOW).state).toBe(state));

test('whatever is read, an answer comes, and nothing but a known form is operational', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.string().map((text) => `<rss>${text}`),
      ),
      (body) => {
        expect(readStatus(body, NOW).state).toBe('unknown');
      },
    ),
  );
});
