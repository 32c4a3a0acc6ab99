/**
 * How many entries each hold covers. Counted by reading the journal once for a query, in pieces, while all else goes on; until
 * it has come to the end, it says how far it has come.
 */
import { heldSignalOf, isHeld } from '../core/holds.ts';
import { canonical } from '../journal/canonical.ts';
import { decodeEntry, isPruned } from '../journal/codec.ts';
import type { HeldKind, Hold } from '../model/hold.ts';
import type { Seq } from '../model/units.ts';
import type { JournalHome } from '../store/ports.ts';

/** Entries read at once; between two pieces the event loop runs. */
const PIECE = 1_000;
/** How long an asker waits for what is not counted yet. */
const PATIENCE_MS = 200;

export interface HeldCount {
  readonly entries: number;
  readonly byKind: Readonly<Partial<Record<HeldKind, number>>>;
  /** Every entry before this position is counted. */
  readonly before: number;
}

interface Counted {
  readonly hold: Hold;
  readonly byKind: Partial<Record<HeldKind, number>>;
  entries: number;
  before: number;
}

export class HeldCounts {
  readonly #journal: Pick<JournalHome, 'head' | 'read'>;
  #counted = new Map<string, Counted>();
  #counting: Promise<void> | undefined;

  constructor(journal: Pick<JournalHome, 'head' | 'read'>) {
    this.#journal = journal;
  }

  /** Of all holds that there are, in their order; what was counted for others is forgotten. */
  async of(holds: readonly Hold[]): Promise<HeldCount[]> {
    const known = this.#counted;
    this.#counted = new Map(
      holds.map((hold) => {
        const key = canonical(hold.query);
        return [key, known.get(key) ?? { hold, byKind: {}, entries: 0, before: 0 }];
      }),
    );
    this.#counting ??= this.#catchUp().finally(() => {
      this.#counting = undefined;
    });
    await Promise.race([this.#counting, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
    return holds.map(({ query }) => {
      const { entries, byKind, before } = this.#counted.get(canonical(query))!;
      return { entries, byKind: { ...byKind }, before };
    });
  }

  async #catchUp(): Promise<void> {
    for (;;) {
      // Those of now: what is asked for while this piece is read begins with another one.
      const counting = [...this.#counted.values()];
      const from = Math.min(...counting.map(({ before }) => before));
      if (!(from < this.#journal.head().size)) return;
      const rows = await this.#journal.read(from as Seq, PIECE);
      const signals = rows.map(({ seq, body }) => ({
        seq,
        signal: isPruned(body) ? undefined : heldSignalOf(seq, decodeEntry(body)),
      }));
      for (const counted of counting) {
        for (const { seq, signal } of signals) {
          if (seq < counted.before) continue;
          counted.before = seq + 1;
          if (signal === undefined || !isHeld([counted.hold], signal)) continue;
          counted.entries += 1;
          counted.byKind[signal.kind] = (counted.byKind[signal.kind] ?? 0) + 1;
        }
      }
    }
  }
}
