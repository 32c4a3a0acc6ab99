/**
 * Whether an error that people tell of was seen: by checks, which keep the last failure of each place, and in traffic, which
 * keeps classes of answers. Law: one check that met it shows it; that none did shows nothing, for checks look at little.
 */
import type { CheckFinding } from '../model/check.ts';
import type { CheckEvidence, TrafficEvidence } from '../model/evidence.ts';
import { type Answer, told, unknown } from './answer.ts';
import { type ErrorMeaning, errorMeaning, meaningText } from './error-meaning.ts';
import { exactly, type Ground, trafficIn } from './ground.ts';
import type { Reading, Subject } from './readings.ts';

/** So much more than usual of the requests must have failed, and at least so many of all, before a class of errors counts as seen. */
const ABOVE_USUAL = 2;
const SHARE_MIN = 0.005;

export function errorAnswer({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  if (measure.kind !== 'error') return unknown(reading, 'No error was said.');
  const meaning = errorMeaning(measure.text);
  const { checks = null, traffic = null } = ground.incident.evidence ?? {};
  if (reading.ask.ask === 'error-class') return ofItsClass(meaning, reading, checks, traffic, ground);
  if (meaning === null)
    return unknown(
      reading,
      'The words name no status and no way in which a connection fails, so no machine can be asked for them.',
    );
  if (checks === null)
    return unknown(
      reading,
      `It would be ${meaningText(meaning)}. Nobody’s checks looked at the service then, and reports carry no error messages.`,
    );
  const failed = checks.vantages.flatMap(({ vantage, lastFailed }) =>
    lastFailed == null ? [] : [{ vantage, lastFailed }],
  );
  const met = failed.filter(({ lastFailed }) => isMet(meaning, lastFailed));
  const where = (places: readonly { vantage: string }[]) => places.map(({ vantage }) => vantage).join(', ');
  if (met.length > 0)
    return {
      reading: reading.words,
      outcome: 'holds',
      words: `Checks met it: ${meaningText(meaning)}, last from ${where(met)}`,
      figure: exactly(met.length),
    };
  const others = [...new Set(failed.map(({ lastFailed }) => findingText(lastFailed)))].join(', ');
  const { ok, bad } = countsOf(checks);
  return unknown(
    reading,
    failed.length === 0
      ? `It would be ${meaningText(meaning)}. None of ${told(ok)} checks from ${told(checks.vantages.length)} places failed, which shows nothing of what others met.`
      : `It would be ${meaningText(meaning)}. Of ${told(ok + bad)} checks ${told(bad)} failed; the last failures of each place that are kept were ${others}.`,
  );
}

/** An error of that class: other answers to the same failure, as other people met them. */
function ofItsClass(
  meaning: ErrorMeaning | null,
  reading: Reading,
  checks: CheckEvidence | null,
  traffic: TrafficEvidence | null,
  ground: Ground,
): Answer {
  const answers = answersSeen(meaning, traffic, ground);
  const failing = checks === null ? null : ofClass(meaning, checks);
  const words = [answers?.words, failing?.words].filter((part) => part !== undefined).join('; ');
  if (words === '')
    return unknown(
      reading,
      'Neither checks nor traffic were counted then. Needed: the edge’s log, or checks from several places.',
    );
  if (answers?.seen === true || failing?.seen === true)
    return {
      reading: reading.words,
      outcome: 'holds',
      words,
      figure: answers?.seen === true ? exactly(answers.share) : null,
    };
  return unknown(reading, `${words}. That does not show it, nor that nobody met it`);
}

function answersSeen(meaning: ErrorMeaning | null, traffic: TrafficEvidence | null, ground: Ground) {
  const client = (meaning?.classOf ?? meaning?.statuses[0] ?? 500) < 500;
  const name = client ? '4xx' : '5xx';
  if (traffic !== null) {
    const { during, usual } = traffic;
    const share = (one: typeof during) =>
      (client ? one.statuses.clientError : one.statuses.serverError) / Math.max(1, one.requests);
    const [now, before] = [share(during), usual === null ? null : share(usual)];
    const seen = now >= SHARE_MIN && now >= ABOVE_USUAL * (before ?? 0);
    const words = `${told(100 * now)} % of ${told(during.requests)} requests were answered ${name}${before === null ? '' : `, ${told(100 * before)} % usually`}`;
    return { seen, share: 100 * now, words };
  }
  const counted = client ? null : trafficIn(ground);
  if (counted === null || counted.requests === 0) return undefined;
  const share = counted.failed / counted.requests;
  return {
    seen: share >= SHARE_MIN,
    share: 100 * share,
    words: `${told(100 * share)} % of ${told(counted.requests)} requests during the incident were answered 5xx`,
  };
}

function ofClass(meaning: ErrorMeaning | null, checks: CheckEvidence) {
  const { ok, bad, answered, cut } = countsOf(checks);
  const seen = (meaning?.phases.length ?? 0) > 0 ? cut : meaning === null ? bad : answered;
  const how = [
    ...(answered > 0 ? [`${told(answered)} were answered with an error`] : []),
    ...(cut > 0 ? [`${told(cut)} got no answer`] : []),
  ];
  return {
    seen: seen > 0,
    words: `of ${told(ok + bad)} checks from ${told(checks.vantages.length)} places ${how.length === 0 ? 'none failed' : how.join(' and ')}`,
  };
}

function countsOf({ vantages }: CheckEvidence) {
  const sum = (counts: Readonly<Record<string, number | undefined>>) =>
    Object.values(counts).reduce<number>((all, one) => all + (one ?? 0), 0);
  const all = vantages.map(({ during }) => during);
  const over = (part: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + part(one), 0);
  return {
    ok: over(({ ok }) => ok),
    bad: over(({ failed }) => failed),
    answered: over(({ faults }) => sum(faults)),
    cut: over(({ phases }) => sum(phases)),
  };
}

function isMet({ statuses, classOf, phases, by }: ErrorMeaning, finding: CheckFinding): boolean {
  if (finding.phase !== null) return phases.includes(finding.phase);
  if (finding.status === null || (by !== '' && finding.by !== by)) return false;
  if (statuses.includes(finding.status) || statuses.includes(Number(finding.code))) return true;
  return classOf !== null && finding.status >= classOf && finding.status < classOf + 100;
}

const findingText = ({ status, phase, reason }: CheckFinding): string =>
  status === null ? `no answer (${phase ?? reason})` : `status ${status}`;
