/**
 * What is left of an entry when its texts are removed: times, numbers, kinds and relations stay, so that versions follow one another
 * and figures are what they were. Law: doing it twice is doing it once, and the fold does to what it remembers exactly what was
 * done to the journal.
 */
import type { Entry } from '../model/entry.ts';
import { REDACTABLE_KINDS, REMOVED, type RedactableKind, type Redaction } from '../model/redaction.ts';
import type { Measure } from '../model/statement.ts';
import type { FoldState } from './fold.ts';

export type Redactable = Extract<Entry, { kind: RedactableKind }>;

export const isRedactable = (entry: Entry): entry is Redactable => REDACTABLE_KINDS.some((kind) => kind === entry.kind);

/** The same entry without its texts. An account's name goes too: it is somebody's. */
export function residueOf<T extends Redactable>(entry: T): T {
  return { ...entry, account: undefined, ...blanksOf(entry) };
}

function blanksOf(entry: Redactable): object {
  switch (entry.kind) {
    case 'statement':
      return {
        ...blanked(entry, 'quote', 'speaker', 'role', 'url', 'title', 'digest', 'offered', 'confirmedBy'),
        measure: blankMeasure(entry.measure),
      };
    case 'hold':
      return blanked(entry, 'authority', 'basis', 'scope', 'unlessClosedBefore', 'decidedBy', 'reason');
    case 'clock':
      return blanked(entry, 'words', 'decidedBy', ...(entry.step === 'started' ? (['awareBy'] as const) : []));
    case 'maintenance':
      return blanked(entry, 'words', 'decidedBy');
    case 'handed-over':
      return blanked(entry, 'by', 'to');
  }
}

/** What is not there stays absent. */
function blanked<T extends object>(entry: T, ...names: readonly string[]): object {
  const texts = entry as Record<string, unknown>;
  return Object.fromEntries(names.filter((name) => texts[name] !== undefined).map((name) => [name, REMOVED]));
}

function blankMeasure(measure: Measure): Measure {
  switch (measure.kind) {
    case 'error':
      return { ...measure, text: REMOVED };
    case 'cause':
      return { ...measure, cause: REMOVED };
    case 'responsibility':
    case 'motive':
    case 'financing':
      return { ...measure, party: REMOVED };
    case 'share':
      return { ...measure, of: REMOVED };
    default:
      return measure;
  }
}

/** The fold forgets what the journal forgets. */
export function takeRedaction(state: FoldState, redaction: Redaction): void {
  state.redactions.push(redaction);
  for (const { kind, id = '', version = 0, at } of redaction.entries) {
    switch (kind) {
      case 'statement':
        forget(state.statements, id, version);
        break;
      case 'hold':
        forget(state.holds, id, version);
        break;
      case 'clock':
        forget(state.clocks, id, version);
        break;
      case 'maintenance':
        forget(state.maintenance, id, version);
        break;
      case 'handed-over':
        state.keeping.handedOver.forEach((one, index, all) => {
          if (one.at === at) all[index] = residueOf(one);
        });
        break;
    }
  }
}

function forget<T extends Redactable & { readonly version: number }>(
  known: Map<string, T[]>,
  id: string,
  version: number,
): void {
  const versions = known.get(id);
  if (versions !== undefined)
    known.set(
      id,
      versions.map((one) => (one.version === version ? residueOf(one) : one)),
    );
}
