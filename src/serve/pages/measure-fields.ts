/** What of a measure can be edited on the desk, field by field, and an empty measure of each kind for what is written down by hand. */
import type { Measure } from '../../model/statement.ts';
import type { Words } from '../../words/words.ts';

export interface MeasureField {
  readonly name: string;
  /** Under which name the catalogue has it. */
  readonly label: keyof Words['article']['fields'];
  readonly value: string;
  /** What may be chosen; anything may be written without it. */
  readonly choices?: readonly string[];
}

const APPROXIMATIONS = ['exact', 'about', 'over', 'under', 'nearly', 'up to', 'between'];
const NUMBER_LABELS: Readonly<Partial<Record<Measure['kind'], MeasureField['label']>>> = {
  duration: 'minutes',
  share: 'percent',
};

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
        { name: 'value', label: NUMBER_LABELS[measure.kind] ?? 'value', value: String(value) },
        { name: 'high', label: 'high', value: high === undefined ? '' : String(high) },
        { name: 'approximation', label: 'approximation', value: approximation, choices: APPROXIMATIONS },
        ...('unit' in measure
          ? [
              {
                name: 'unit',
                label: 'unit' as const,
                value: measure.unit,
                choices: measure.kind === 'rate' ? ['requests', 'packets', 'bits'] : ['reports', 'people', 'other'],
              },
            ]
          : []),
        ...('of' in measure ? [{ name: 'of', label: 'of' as const, value: measure.of }] : []),
      ];
    }
    case 'onset':
    case 'end':
      return [
        { name: 'clock', label: 'clock', value: measure.at.clock },
        { name: 'zone', label: 'zone', value: measure.at.zone ?? '' },
        { name: 'approximation', label: 'approximation', value: measure.at.approximation, choices: ['exact', 'about'] },
      ];
    case 'error':
      return [{ name: 'text', label: 'text', value: measure.text }];
    case 'origin':
    case 'place':
      return [{ name: 'areas', label: 'areas', value: measure.areas.join(', ') }];
    case 'cause':
      return [{ name: 'cause', label: 'cause', value: measure.cause }];
    case 'responsibility':
    case 'motive':
    case 'financing':
      return [{ name: 'party', label: 'party', value: measure.party }];
  }
}

/** In the order in which they are offered. */
export const KINDS = [
  'count',
  'waves',
  'onset',
  'end',
  'duration',
  'share',
  'error',
  'place',
  'origin',
  'sources',
  'rate',
  'cause',
  'responsibility',
  'motive',
  'financing',
] as const satisfies readonly Measure['kind'][];

export const isKind = (word: unknown): word is Measure['kind'] => (KINDS as readonly unknown[]).includes(word);

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
