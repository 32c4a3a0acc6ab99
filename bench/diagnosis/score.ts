/**
 * The scorer: what a diagnosis was worth, from its answer and the truth alone. It knows nothing of how answers are made;
 * names of causes are plain words here.
 */
export interface Answered {
  readonly story: string;
  readonly cause: string;
  readonly consequence: string | null;
  readonly shown: boolean;
  /** A cause, or `undecidable`. */
  readonly called: string;
  readonly calledConsequence: string | null;
  /** Whether an attack was `not-testable`, `undecidable`, or the word for how likely it is. */
  readonly attack: string;
  readonly hasTraffic: boolean;
  readonly posterior: Readonly<Record<string, number>>;
  readonly words: Readonly<Record<string, string>>;
}

const UNDECIDABLE = 'undecidable';
const ATTACKS = ['network-flood', 'application-flood'];
const CROWD = 'flash-crowd';
const DENIALS = ['almost no chance', 'very unlikely', 'unlikely'];

/** To say that it can't be decided is right where bots mimic people or what shows the cause was not there. */
export const isRight = ({ cause, called, shown }: Answered): boolean =>
  called === cause || (called === UNDECIDABLE && !shown);

export interface Reliability {
  readonly word: string;
  readonly said: number;
  readonly meanPosterior: number;
  readonly happened: number;
}

export interface Scores {
  readonly scenarios: number;
  readonly right: number;
  /** Among those in which what shows the cause was there. */
  readonly shownScenarios: number;
  readonly rightShown: number;
  /** Each true cause counting alike. */
  readonly balanced: number;
  readonly crowdCalledAttack: number;
  readonly attackCalledCrowd: number;
  /** Floods of either kind, with a log, of which it was said that an attack is unlikely. */
  readonly attackDenied: number;
  readonly mimicsUndecided: number;
  /** Calls of a cause that is not the true one. */
  readonly wrongCalls: number;
  readonly consequenceFound: number;
  readonly brier: number;
  readonly reliability: readonly Reliability[];
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly stories: Readonly<Record<string, { readonly scenarios: number; readonly right: number }>>;
}

export function scoresOf(all: readonly Answered[]): Scores {
  const share = (of: readonly Answered[], is: (one: Answered) => boolean): number =>
    of.length === 0 ? Number.NaN : of.filter(is).length / of.length;
  const causes = [...new Set(all.map(({ cause }) => cause))].sort();
  const shown = all.filter((one) => one.shown);
  const attacks = all.filter(({ cause }) => ATTACKS.includes(cause));
  const broke = all.filter(({ consequence, called, cause }) => consequence !== null && called === cause);
  return {
    scenarios: all.length,
    right: share(all, isRight),
    shownScenarios: shown.length,
    rightShown: share(shown, isRight),
    balanced: meanOf(
      causes.map((name) =>
        share(
          all.filter(({ cause }) => cause === name),
          isRight,
        ),
      ),
    ),
    crowdCalledAttack: share(
      all.filter(({ cause }) => cause === CROWD),
      ({ called }) => ATTACKS.includes(called),
    ),
    attackCalledCrowd: share(attacks, ({ called }) => called === CROWD),
    attackDenied: share(
      attacks.filter(({ hasTraffic }) => hasTraffic),
      ({ attack }) => DENIALS.includes(attack),
    ),
    mimicsUndecided: share(
      all.filter(({ cause }) => cause === UNDECIDABLE),
      ({ called }) => called === UNDECIDABLE,
    ),
    wrongCalls: share(all, (one) => one.called !== UNDECIDABLE && one.called !== one.cause),
    consequenceFound: share(broke, ({ consequence, calledConsequence }) => consequence === calledConsequence),
    brier: meanOf(all.filter(({ cause }) => cause !== UNDECIDABLE).map(brierOf)),
    reliability: reliabilityOf(all),
    confusion: Object.fromEntries(
      causes.map((name) => [name, tally(all.filter(({ cause }) => cause === name).map(({ called }) => called))]),
    ),
    stories: Object.fromEntries(
      [...new Set(all.map(({ story }) => story))].sort().map((name) => {
        const of = all.filter(({ story }) => story === name);
        return [name, { scenarios: of.length, right: share(of, isRight) }];
      }),
    ),
  };
}

/** Sum of squared errors over all causes: 0 for certainty that was right, 2 for certainty that was wrong. */
const brierOf = ({ posterior, cause }: Answered): number =>
  Object.entries(posterior).reduce((sum, [name, p]) => sum + (p - (name === cause ? 1 : 0)) ** 2, 0);

/** Of all that was given a word, how much came true. Mimics have no true cause on the list, so they are left out. */
function reliabilityOf(all: readonly Answered[]): Reliability[] {
  const said = new Map<string, { posterior: number; happened: boolean }[]>();
  for (const { posterior, words, cause } of all) {
    if (cause === UNDECIDABLE) continue;
    for (const [name, word] of Object.entries(words)) {
      const list = said.get(word) ?? [];
      said.set(word, list);
      list.push({ posterior: posterior[name]!, happened: name === cause });
    }
  }
  return [...said]
    .map(([word, list]) => ({
      word,
      said: list.length,
      meanPosterior: meanOf(list.map(({ posterior }) => posterior)),
      happened: meanOf(list.map(({ happened }) => Number(happened))),
    }))
    .sort((a, b) => a.meanPosterior - b.meanPosterior);
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function tally(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
