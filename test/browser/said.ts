/** Statements for the gallery: one of each kind of verdict, and the pages that are about one of them. */

import type { PageContext } from '../../src/serve/pages/context.ts';
import { statementDesk } from '../../src/serve/pages/statement-form.ts';
import { statementPage } from '../../src/serve/pages/statements.ts';
import type { StatementRow } from '../../src/serve/schema-statements.ts';

const counted = { from: '2025-03-10T00:00:00Z', until: '2025-03-10T16:40:00Z', entriesBefore: 30_412 };

function statement(over: Partial<StatementRow> & Pick<StatementRow, 'id' | 'quote' | 'speaker'>): StatementRow {
  return {
    url: `/statements/${over.id}`,
    version: 1,
    recordedAt: '2025-03-10T18:00:00.000Z',
    firstRecordedAt: '2025-03-10T18:00:00.000Z',
    service: 'x',
    serviceName: 'X (formerly Twitter)',
    incident: 'x-20250310T0940Z',
    paraphrase: false,
    role: null,
    source: {
      url: 'https://example.org/article-with-a-rather-long-address-that-has-to-break-somewhere',
      title: null,
      digest: null,
    },
    saidAt: null,
    said: 'unknown',
    measure: { kind: 'waves', number: { value: 2, approximation: 'exact' } },
    says: '2 times or waves',
    mode: 'asserted',
    territory: [],
    as: null,
    relations: [],
    relatedBy: [],
    admiralty: {
      reliability: 'F',
      credibility: 6,
      words: 'Admiralty F6: source reliability cannot be judged; what it says truth cannot be judged',
    },
    judgement: null,
    offered: null,
    confirmedBy: null,
    tlp: 'CLEAR',
    withdrawn: false,
    impossible: [],
    verdict: {
      verdict: 'depends on the reading',
      why: 'It holds for waves where lulls of 45 to 180 minutes are passed over (2); not for waves in the reports as the detector tells them apart (3: 4,085 in one step at 2025-03-10T10:07:00Z).',
      confidence: 'low',
      answers: [
        {
          reading: 'Waves in the reports as the detector tells them apart',
          outcome: 'fails',
          words: '3: 4,085 in one step at 2025-03-10T10:07:00Z',
          figure: { value: 3, low: 3, high: 3 },
        },
        {
          reading: 'Waves where lulls of 45 to 180 minutes are passed over',
          outcome: 'holds',
          words: '2',
          figure: { value: 2, low: 2, high: 2 },
        },
      ],
      curve: {
        byLull: [0, 5, 10, 15, 30, 45, 60, 90, 120, 180].map((lullMinutes) => ({
          lullMinutes,
          waves: lullMinutes < 45 ? 3 : 2,
        })),
        byHeight: [0.1, 0.5, 0.8].map((share) => ({
          share,
          waves: share === 0.5 ? 3 : 2,
          byLull: [3, 3, 3, 3, 3, 2, 2, 2, 2, 2],
        })),
      },
      counted,
      method: 'Every reading is computed from the counts of the journal.',
    },
    citation: `${over.speaker}, “${over.quote}”. Recorded as ${over.id}, version 1.`,
    ...over,
  };
}

const [untested] = [
  {
    reading: 'People and their reasons',
    outcome: 'untestable' as const,
    words: 'Telemetry shows what machines did.',
    figure: null,
  },
];

export const said: readonly StatementRow[] = [
  statement({
    id: 'x-said-waves',
    relatedBy: [
      { kind: 'contradicts', from: 'x-said-who' },
      { kind: 'retracts', from: 'x-said-who' },
    ],
    quote: 'two major waves',
    speaker: 'A paper',
    role: 'in the evening',
    impossible: [{ words: '6:00 AM ET (3:00 PM IST)', why: '06:00 ET is 15:30 IST, not 15:00' }],
  }),
  statement({
    id: 'x-said-who',
    quote: 'claims the attack on Telegram',
    paraphrase: true,
    speaker: 'A group',
    saidAt: '2025-03-10T17:30:00.000Z',
    said: 'after',
    mode: 'hedged',
    measure: { kind: 'responsibility', party: 'A group' },
    says: 'responsible: A group',
    offered: 'screenshots',
    judgement: { likelihood: 'unlikely', confidence: 'low' },
    relations: [{ kind: 'contradicts', to: 'x-said-waves' }],
    verdict: {
      verdict: 'not testable from telemetry',
      why: 'It is recorded as claimed.',
      confidence: 'low',
      answers: [untested!],
      curve: null,
      counted,
      method: 'None.',
    },
  }),
];

const pageOf = (index: number, context: PageContext): string =>
  statementPage(
    {
      statement: said[index]!,
      history: [
        { since: '2025-03-10T10:00:00Z', verdict: 'not enough data' },
        { since: '2025-03-10T15:00:00Z', verdict: said[index]!.verdict.verdict },
      ],
      versions: [
        {
          version: 1,
          recordedAt: '2025-03-10T18:00:00.000Z',
          quote: said[index]!.quote,
          says: said[index]!.says,
          withdrawn: false,
        },
      ],
    },
    context,
    { '@type': 'ClaimReview' },
  );

/** Pages by path. */
export function saidPages(context: PageContext): [string, () => string][] {
  const draft = {
    quote: said[0]!.quote,
    speaker: 'A paper',
    role: '',
    url: '',
    title: '',
    saidAt: '',
    mode: 'asserted',
    territory: '',
    measure: {
      kind: 'count' as const,
      number: { value: 60_000, approximation: 'over' as const },
      unit: 'people' as const,
    },
    as: '10:00 ET',
    paraphrase: false,
    reliability: 'F',
    credibility: '6',
    likelihood: '',
    confidence: '',
    offered: '',
    confirmedBy: '',
    digest: '',
    relations: '',
    tlp: 'CLEAR',
    because: 'number: “over 60,000”',
  };
  const desk = {
    incident: 'x-20250310T0940Z',
    serviceName: 'X (formerly Twitter)',
    drafts: [
      draft,
      {
        ...draft,
        model: 'qwen3',
        measure: { kind: 'onset' as const, at: { clock: '05:45', zone: 'ET', approximation: 'about' as const } },
      },
    ],
    impossible: said[0]!.impossible,
    questions: ['Was it hackers?'],
    stored: ['x-said-who'],
    model: 'qwen3',
    pointed: {
      model: 'qwen3',
      problem: null,
      dropped: [{ quote: 'over 61,000 users', why: 'these words do not stand in the article' }],
    },
  };
  return [
    ['/statements/x-said-waves', () => pageOf(0, context)],
    ['/statements/x-said-who', () => pageOf(1, context)],
    ['/incidents/x-20250310T0940Z/statements/new', () => statementDesk(desk, context)],
  ];
}
