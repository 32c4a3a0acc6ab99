/**
 * A week's numbers, which have two decimals, as text: each as its difference from the one before, equal ones in a row as one.
 * A week in which nothing happens is a few letters, a busy slot two or three.
 */
import { LETTERS, VALUES } from './letters.ts';

/** Behind it stands how many more of the same follow. */
const SAME = '.';
/** A letter holds five bits; those from here on say that more follow, higher ones. */
const MORE = 32;

export function weekText(numbers: readonly number[]): string {
  let text = '';
  let before = 0;
  for (let i = 0; i < numbers.length; ) {
    const now = Math.round(numbers[i]! * 100);
    const step = now - before;
    text += wholeText(step < 0 ? -2 * step - 1 : 2 * step);
    let same = 0;
    while (numbers[i + same + 1] === numbers[i]) same += 1;
    if (same > 0) text += SAME + wholeText(same);
    before = now;
    i += same + 1;
  }
  return text;
}

export function weekOf(text: string): number[] {
  const numbers: number[] = [];
  let now = 0;
  for (let i = 0; i < text.length; ) {
    const isRun = text[i] === SAME;
    if (isRun) i += 1;
    let whole = 0;
    for (let weight = 1, more = true; more; weight *= MORE, i += 1) {
      const value = VALUES.get(text[i]!)!;
      whole += (value % MORE) * weight;
      more = value >= MORE;
    }
    if (!isRun) now += whole % 2 === 0 ? whole / 2 : -(whole + 1) / 2;
    for (let times = isRun ? whole : 1; times > 0; times--) numbers.push(now / 100);
  }
  return numbers;
}

function wholeText(whole: number): string {
  let text = '';
  let left = whole;
  for (; left >= MORE; left = Math.floor(left / MORE)) text += LETTERS[MORE + (left % MORE)]!;
  return text + LETTERS[left]!;
}
