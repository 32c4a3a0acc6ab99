/** What a chart's element carries in its attributes, read as numbers. */
export interface Steps {
  readonly startMs: number;
  readonly stepMs: number;
  readonly counts: readonly (number | undefined)[];
  readonly expected: readonly (number | undefined)[];
  readonly high: readonly (number | undefined)[];
  readonly nowMs: number;
  readonly waves: readonly { readonly number: number; readonly start: string; readonly end: string | null }[];
}

/** Indices of steps, the end not included. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** What is said, with holes; the server writes it in the page's language. */
export type Sayings = Readonly<
  Record<
    | 'readOut'
    | 'toCome'
    | 'uncounted'
    | 'one'
    | 'other'
    | 'withUsual'
    | 'withRange'
    | 'closer'
    | 'wider'
    | 'all'
    | 'shown'
    | 'shownAll'
    | 'dragHint'
    | 'now'
    | 'gap'
    | 'nothingHere',
    string
  >
>;

/** Read anew each time: the page may have been brought up to date. */
export function stepsOf({ start, step, counts, expected, high, now, waves = '' }: DOMStringMap): Steps {
  return {
    startMs: Date.parse(start ?? ''),
    stepMs: Number(step) * 60_000,
    counts: numbers(counts),
    expected: numbers(expected),
    high: numbers(high),
    nowMs: now === undefined ? Number.POSITIVE_INFINITY : Date.parse(now),
    waves: waves
      .split(' ')
      .filter((wave) => wave !== '')
      .map((wave) => {
        const [number, from = '', to = ''] = wave.split(',');
        return { number: Number(number), start: from, end: to === '' ? null : to };
      }),
  };
}

export const sayingsOf = (data: DOMStringMap): Sayings => JSON.parse(data.say ?? '{}');

function numbers(list = ''): (number | undefined)[] {
  return list.split(',').map((text) => (text === '' ? undefined : Number(text)));
}
