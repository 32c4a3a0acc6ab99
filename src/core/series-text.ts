/**
 * What a series has learnt, to be written down in few bytes and without loss: values without their names, the week as text,
 * and what follows from the rest left out.
 */
import { createSeries, type SeriesState, usualStep } from './series.ts';
import { addUpKinds, createShape } from './shape.ts';
import { weekOf, weekText } from './week-text.ts';

/** A series as it is written down; only this file knows how to read it. */
export type SavedSeries = readonly Plain[];

type Plain = null | boolean | number | string | readonly Plain[] | { readonly [name: string]: Plain };

/** Says which names there are, in which order. A new one of them is another snapshot format. */
const MODEL = saveable(createSeries({ stepMinutes: 1, budget: { possiblePerMonth: 1, confirmedPerYear: 1 } }));

export function saveSeries(state: SeriesState): SavedSeries {
  return valuesOf(MODEL, saveable(state)) as SavedSeries;
}

export function readSeries(saved: SavedSeries): SeriesState {
  const state = named(MODEL, saved) as unknown as Omit<SeriesState, 'usual'> & { base: { shape: SavedShape } };
  const { slotMinutes, counts, exposures } = state.base.shape;
  const shape = { ...createShape(slotMinutes), counts: weekOf(counts), exposures: weekOf(exposures) };
  addUpKinds(shape);
  const read = { ...state, base: { ...state.base, shape } };
  return { ...read, usual: usualStep(read) };
}

interface SavedShape {
  readonly slotMinutes: number;
  readonly counts: string;
  readonly exposures: string;
}

function saveable(state: SeriesState): Plain {
  const { slotMinutes, counts, exposures } = state.base.shape;
  const shape = { slotMinutes, counts: weekText(counts), exposures: weekText(exposures) };
  // The limit on a single step is worked out again where it is needed, and what is usual follows from the rest.
  return { ...state, clip: null, usual: null, base: { ...state.base, shape } } as unknown as Plain;
}

const isNamed = (plain: Plain): plain is { readonly [name: string]: Plain } =>
  plain !== null && typeof plain === 'object' && !Array.isArray(plain);

/** The values of `plain`, without the names that `model` has too. */
function valuesOf(model: Plain, plain: Plain): Plain {
  if (!isNamed(model) || !isNamed(plain)) return plain;
  return Object.keys(model).map((name) => valuesOf(model[name]!, plain[name]!));
}

function named(model: Plain, values: Plain): Plain {
  if (!isNamed(model) || !Array.isArray(values)) return values;
  return Object.fromEntries(Object.entries(model).map(([name, under], i) => [name, named(under, values[i]!)]));
}
