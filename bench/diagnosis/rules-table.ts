/** The table of rules in docs/methodology-diagnosis.md, made from the rules themselves, so that it can't drift. */
import { HYPOTHESES } from '../../src/diagnosis/hypotheses.ts';
import { centred, RULES } from '../../src/diagnosis/weigh.ts';
import { findings } from '../../src/words/en/findings.ts';

const SHORT = ['NF', 'AF', 'CR', 'FC', 'OF', 'EF', 'NP', 'DT', 'CL', 'NO'];

export function rulesTable(): string {
  const rows = [...RULES].map(([finding, { group, source }]) => {
    const because = findings.because[finding as keyof typeof findings.because];
    const nats = centred(finding);
    const cells = HYPOTHESES.map((hypothesis) => nats[hypothesis].toFixed(1).replace('-', '−').replace('−0.0', '0.0'));
    return `| ${finding} | ${group} | ${cells.join(' | ')} | ${because} (${source}) |`;
  });
  return [
    `| finding | group | ${SHORT.join(' | ')} | because (from) |`,
    `|---|---|${SHORT.map(() => '---|').join('')}---|`,
    ...rows,
  ].join('\n');
}
