/**
 * Whether an error that people tell of was seen: by checks, which keep the last failure of each place, and in traffic, which
 * keeps classes of answers. Law: one check that met it shows it; that none did shows nothing, for checks look at little.
 */
import type { CheckFinding } from '../model/check.ts';
import type { CheckEvidence, TrafficEvidence } from '../model/evidence.ts';
import { type Answer, unknown } from './answer.ts';
import { type ErrorMeaning, errorMeaning, meaningText } from './error-meaning.ts';
import { exactly, type Ground, trafficIn } from './ground.ts';
import type { Reading, Say, Subject } from './readings.ts';

/** So much more than usual of the requests must have failed, and at least so many of all, before a class of errors counts as seen. */
const ABOVE_USUAL = 2;
const SHARE_MIN = 0.005;

export function errorAnswer({ measure }: Subject, reading: Reading, ground: Ground): Answer {
  const { say } = reading;
  const { found } = say;
  if (measure.kind !== 'error') return unknown(reading, found.noError);
  const meaning = errorMeaning(measure.text);
  const { checks = null, traffic = null } = ground.incident.evidence ?? {};
  if (reading.ask.ask === 'error-class') return ofItsClass(meaning, reading, checks, traffic, ground);
  if (meaning === null) return unknown(reading, found.noSuchError);
  if (checks === null) return unknown(reading, found.nobodyChecked(meaningText(meaning, say)));
  const failed = checks.vantages.flatMap(({ vantage, lastFailed }) =>
    lastFailed == null ? [] : [{ vantage, lastFailed }],
  );
  const met = failed.filter(({ lastFailed }) => isMet(meaning, lastFailed));
  const where = (places: readonly { vantage: string }[]) => places.map(({ vantage }) => vantage).join(', ');
  if (met.length > 0)
    return {
      reading: reading.words,
      outcome: 'holds',
      words: found.met(meaningText(meaning, say), where(met)),
      figure: exactly(met.length),
    };
  const others = [...new Set(failed.map(({ lastFailed }) => findingText(say, lastFailed)))].join(', ');
  const { ok, bad } = countsOf(checks);
  return unknown(
    reading,
    failed.length === 0
      ? found.noneFailed(meaningText(meaning, say), found.told(ok), found.told(checks.vantages.length))
      : found.othersFailed(meaningText(meaning, say), found.told(ok + bad), found.told(bad), others),
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
  const { say } = reading;
  const answers = answersSeen(say, meaning, traffic, ground);
  const failing = checks === null ? null : ofClass(say, meaning, checks);
  const words = [answers?.words, failing?.words].filter((part) => part !== undefined).join('; ');
  if (words === '') return unknown(reading, say.found.neither);
  if (answers?.seen === true || failing?.seen === true)
    return {
      reading: reading.words,
      outcome: 'holds',
      words,
      figure: answers?.seen === true ? exactly(answers.share) : null,
    };
  return unknown(reading, say.found.notShown(words));
}

function answersSeen({ found }: Say, meaning: ErrorMeaning | null, traffic: TrafficEvidence | null, ground: Ground) {
  const { told } = found;
  const client = (meaning?.classOf ?? meaning?.statuses[0] ?? 500) < 500;
  const name = client ? '4xx' : '5xx';
  if (traffic !== null) {
    const { during, usual } = traffic;
    const share = (one: typeof during) =>
      (client ? one.statuses.clientError : one.statuses.serverError) / Math.max(1, one.requests);
    const [now, before] = [share(during), usual === null ? null : share(usual)];
    const seen = now >= SHARE_MIN && now >= ABOVE_USUAL * (before ?? 0);
    const figures = [told(100 * now), told(during.requests), name] as const;
    const words =
      before === null ? found.answeredClass(...figures) : found.answeredClassUsual(...figures, told(100 * before));
    return { seen, share: 100 * now, words };
  }
  const counted = client ? null : trafficIn(ground);
  if (counted === null || counted.requests === 0) return undefined;
  const share = counted.failed / counted.requests;
  return {
    seen: share >= SHARE_MIN,
    share: 100 * share,
    words: found.answered5xx(told(100 * share), told(counted.requests)),
  };
}

function ofClass({ found }: Say, meaning: ErrorMeaning | null, checks: CheckEvidence) {
  const { ok, bad, answered, cut } = countsOf(checks);
  const seen = (meaning?.phases.length ?? 0) > 0 ? cut : meaning === null ? bad : answered;
  const how = [
    ...(answered > 0 ? [found.withError(found.told(answered))] : []),
    ...(cut > 0 ? [found.noAnswer(found.told(cut))] : []),
  ];
  return {
    seen: seen > 0,
    words: found.ofChecks(
      found.told(ok + bad),
      found.told(checks.vantages.length),
      how.length === 0 ? found.noneOfChecks : how.join(found.andHow),
    ),
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

const findingText = ({ found }: Say, { status, phase, reason }: CheckFinding): string =>
  status === null ? found.noAnswerAt(phase ?? reason) : found.status(String(status));
