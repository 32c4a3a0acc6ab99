/** Lengths of time in words, for what is due: minutes while it is near, days while it is far. */
export function timeText(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return minutes % 60 === 0 ? `${hours} h` : `${hours} h ${minutes % 60} min`;
  const days = Math.floor(hours / 24);
  return days < 14 && hours % 24 > 0 ? `${days} days ${hours % 24} h` : `${days} days`;
}
