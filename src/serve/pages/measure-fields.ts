/** What of a measure can be edited on the desk, field by field, and an empty measure of each kind for what is written down by hand. */
import type { Measure } from '../../model/statement.ts';

export interface MeasureField {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** What may be chosen; anything may be written without it. */
  readonly choices?: readonly string[];
}

const APPROXIMATIONS = ['exact', 'about', 'over', 'under', 'nearly', 'up to', 'between'];
const NUMBER_LABELS: Readonly<Partial<Record<Measure['kind'], string>>> = { duration: 'Minutes', share: 'Per cent' };

/** The route reads them back by these names. */
export function measureFields(measure: Measure): readonly MeasureField[] {
  switch (measure.kind) {
    case 'count':
    case 'sources':
    case 'share':
    case 'rate':
    case 'waves':
    case 'duration': {
      const { value, high, approximation } = measure.number;
      return [
        { name: 'value', label: NUMBER_LABELS[measure.kind] ?? 'Number', value: String(value) },
        { name: 'high', label: 'To (if between)', value: high === undefined ? '' : String(high) },
        { name: 'approximation', label: 'How exactly', value: approximation, choices: APPROXIMATIONS },
        ...('unit' in measure
          ? [
              {
                name: 'unit',
                label: 'Of what',
                value: measure.unit,
                choices: measure.kind === 'rate' ? ['requests', 'packets', 'bits'] : ['reports', 'people', 'other'],
              },
            ]
          : []),
        ...('of' in measure ? [{ name: 'of', label: 'Of what', value: measure.of }] : []),
      ];
    }
    case 'onset':
    case 'end':
      return [
        { name: 'clock', label: 'Clock (HH:MM)', value: measure.at.clock },
        { name: 'zone', label: 'Zone', value: measure.at.zone ?? '' },
        { name: 'approximation', label: 'How exactly', value: measure.at.approximation, choices: ['exact', 'about'] },
      ];
    case 'error':
      return [{ name: 'text', label: 'Error', value: measure.text }];
    case 'origin':
    case 'place':
      return [{ name: 'areas', label: 'Places, with commas', value: measure.areas.join(', ') }];
    case 'cause':
      return [{ name: 'cause', label: 'Cause', value: measure.cause }];
    case 'responsibility':
    case 'motive':
    case 'financing':
      return [{ name: 'party', label: 'Who is named', value: measure.party }];
  }
}

/** Kinds in words, in the order in which they are offered. */
export const KIND_WORDS: Readonly<Record<Measure['kind'], string>> = {
  count: 'How many reports, people or other things',
  waves: 'How many waves or times',
  onset: 'When it began',
  end: 'When it ended',
  duration: 'How long it lasted',
  share: 'A share, in per cent',
  error: 'An error that people saw',
  place: 'Where people were affected',
  origin: 'Where traffic came from',
  sources: 'How many addresses or devices sent',
  rate: 'How much in one second',
  cause: 'What kind of failure it was',
  responsibility: 'Who did it',
  motive: 'Why it was done',
  financing: 'Who paid for it',
};

export const isKind = (word: unknown): word is Measure['kind'] =>
  typeof word === 'string' && Object.hasOwn(KIND_WORDS, word);

export function emptyMeasure(kind: Measure['kind']): Measure {
  const number = { value: 0, approximation: 'exact' as const };
  const at = { clock: '', approximation: 'exact' as const };
  switch (kind) {
    case 'count':
      return { kind, number, unit: 'reports' };
    case 'rate':
      return { kind, number, unit: 'requests' };
    case 'share':
      return { kind, number, of: '' };
    case 'sources':
    case 'waves':
    case 'duration':
      return { kind, number };
    case 'onset':
    case 'end':
      return { kind, at };
    case 'error':
      return { kind, text: '' };
    case 'origin':
    case 'place':
      return { kind, areas: [] };
    case 'cause':
      return { kind, cause: '' };
    case 'responsibility':
    case 'motive':
    case 'financing':
      return { kind, party: '' };
  }
}
