/** Lengths of time in words, for what is due: minutes while it is near, days while it is far. */
import type { Words } from '../words/words.ts';

export function timeText({ clocks: { underMinute, days } }: Words, ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return underMinute;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const whole = Math.floor(hours / 24);
  return whole < 14 && hours % 24 > 0 ? `${days(whole)} ${hours % 24} h` : days(whole);
}
