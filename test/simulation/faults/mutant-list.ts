/** Deliberate one-line bugs, and what must notice each. */
export interface Mutant {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** What it does to whoever relies on it. */
  readonly harm: string;
  /** The test that must notice it; the simulation where none is named. */
  readonly by?: string;
}

export const MUTANTS: readonly Mutant[] = [
  {
    file: 'src/engine/engine.ts',
    from: 'this.#folded = (seq + 1) as Seq;',
    to: 'this.#folded = seq as Seq;',
    harm: 'the last entry is folded again after every restart',
  },
  {
    file: 'src/engine/engine.ts',
    from: 'await this.#foldOn(() => {});',
    to: '',
    harm: 'what came after the last snapshot is forgotten at a restart',
  },
  {
    file: 'src/engine/saver.ts',
    from: 'this.#facts = [...facts, ...this.#facts];',
    to: '',
    harm: 'facts whose save failed are lost',
  },
  {
    file: 'src/engine/saver.ts',
    from: 'board.putBack();',
    to: '',
    harm: 'charts whose save failed are lost',
  },
  {
    file: 'src/engine/board.ts',
    from: 'if (seq >= (this.#readUntil.get(block) ?? 0)) addTo(block, seq, step);',
    to: 'addTo(block, seq, step);',
    harm: 'charts count again what is folded again',
  },
  {
    file: 'src/engine/base.ts',
    from: 'await views.clear();',
    to: '',
    harm: 'views of another format stay beside the new ones',
    by: 'test/cluster/home.test.ts',
  },
  {
    file: 'src/store/cluster/followed-views.ts',
    from: 'if (this.#isForeign || (await this.#followed.savedUntil()) < foundUntil(batch)) {',
    to: 'if (this.#isForeign) {',
    harm: 'whoever follows lets go of facts that nobody has saved',
  },
  {
    file: 'src/store/cluster/postgres.ts',
    from: 'if ((await client.query(query, [this.#epoch])).rowCount !== 1) throw new FencedError();',
    to: '',
    harm: 'whoever was followed by another still writes views, and tells people',
    by: 'test/cluster/home.test.ts',
  },
  {
    file: 'src/store/memory/home.ts',
    from: 'this.#frontier.append(hash, (subtree) => this.#subtrees.push(subtree));',
    to: 'this.#frontier.append(hash);',
    harm: 'the tree has no stored roots',
  },
  {
    file: 'src/store/sqlite/journal.ts',
    from: "'update head set size = ?, root = ?, frontier = ? where one = 1 and size = ?'",
    to: "'update head set size = ?, root = ?, frontier = ? where one = 1 and size <> ?'",
    harm: 'the head of the tree is never written',
  },
  {
    file: 'src/core/scopes.ts',
    from: 'const weight = rollup.count > high ? Math.min(1, Math.max(1, expected) / rollup.count) : 1;',
    to: 'const weight = 1;',
    harm: 'the first minute of a flood makes its networks the usual ones',
  },
  {
    file: 'src/core/independence.ts',
    from: "return { independence: 'few', concentration };",
    to: "return { independence: 'several', concentration };",
    harm: 'two networks can confirm an incident',
  },
  {
    file: 'src/core/incident.ts',
    from: "series.running.few = independence === 'few' && foreign;",
    to: 'series.running.few = false;',
    harm: 'a network that floods makes a service deaf to all others',
    by: 'test/replay/flood.test.ts',
  },
  {
    file: 'src/core/series.ts',
    from: 'if (minutes > 0 && running?.few !== true) addSlot(',
    to: 'if (minutes > 0) addSlot(',
    harm: 'a network that floods for days makes a level up to which nothing of others stands out',
    by: 'test/replay/flood.test.ts',
  },
  {
    file: 'src/core/threshold.ts',
    from: 'if (!isPlain && !isClear) file(',
    to: 'if (!isClear) file(',
    harm: 'a service that fails plainly every week is taken for a rough one',
    by: 'src/core/threshold.test.ts',
  },
  {
    file: 'src/core/incident.ts',
    from: 'part.verdict = lately;',
    to: '',
    harm: 'a flood of days hides an outage for as long',
    by: 'test/replay/flood.test.ts',
  },
  {
    file: 'src/store/sqlite/tables.ts',
    from: 'parse(path).name',
    to: "'all'",
    harm: 'two observatories in one folder tell each other whom to tell',
    by: 'test/contract/homes.test.ts',
  },
  {
    file: 'src/core/snapshot.ts',
    from: 'timelines: new Map(saved.timelines),',
    to: 'timelines: new Map(),',
    harm: 'a restart forgets how far time has come',
  },
  {
    file: 'src/core/fold.ts',
    from: 'if (tick.at <= timeline.at) return;',
    to: '',
    harm: 'a clock that is set back makes time go back',
  },
  {
    file: 'src/core/reporters.ts',
    from: 'if (table.slots[2 * find(table.slots, high, low) + 1] !== 0) return false;',
    to: '',
    harm: 'a person counts as often as they report',
    by: 'src/core/reporters.test.ts',
  },
  {
    file: 'src/journal/codec.ts',
    from: 'return isPruned(body) || same(hashOfBody(body), hash);',
    to: 'return true;',
    harm: 'an altered entry is taken for what was written',
    by: 'src/journal/check.test.ts',
  },
  {
    file: 'src/store/sqlite/threaded.ts',
    from: 'if (this.#replaced !== before) continue;',
    to: 'return result;',
    harm: 'a text that is removed while the journal is checked is taken for damage',
    by: 'test/contract/check-beside.test.ts',
  },
  {
    file: 'src/case/case.ts',
    from: "if (entry.kind === 'log-key') return true;",
    to: '',
    harm: 'evidence of settled incidents no longer holds once the log takes another key',
    by: 'test/evidence/keys.test.ts',
  },
  {
    file: 'src/serve/search-view.ts',
    from: 'services: q === undefined ? undefined : services(),',
    to: 'services: undefined,',
    harm: 'only the newest of all incidents are searched',
    by: 'src/serve/search-view.test.ts',
  },
  {
    file: 'src/doors/report.ts',
    from: 'if (!takesReports(service)) return replayTakesNone(service);',
    to: '',
    harm: 'the past takes reports',
    by: 'test/http/reports.test.ts',
  },
  {
    file: 'src/serve/access.ts',
    from: "if (need === 'anyone' || allows(account?.role, need)) return next();",
    to: 'return next();',
    harm: 'anybody may do anything',
    by: 'test/http/access.test.ts',
  },
  {
    file: 'src/alerts/news.ts',
    from: 'return before === undefined ? !isOver : before !== state;',
    to: 'return true;',
    harm: 'alerts repeat themselves',
    by: 'test/alerts/delivery.test.ts',
  },
  {
    file: 'src/doors/signals.ts',
    from: 'if (!context.trusted) {',
    to: 'if (false) {',
    harm: 'somebody without a token says who reports, when and from where',
  },
  {
    file: 'src/doors/signals.ts',
    from: 'reporter: reporter ??',
    to: 'reporter:',
    harm: 'one person who reports ten times counts as ten',
  },
];

/** The source with the bug in it. @throws Error where the source has changed so that the bug has no place in it */
export function withMutant(text: string, { file, from, to }: Mutant): string {
  if (text.split(from).length !== 2)
    throw new Error(`${file} does not hold "${from}" once: bring the mutant up to date`);
  return text.replace(from, () => to);
}
