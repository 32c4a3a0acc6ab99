/** What a chart's picture says, in a page's language. */
import type { PictureWords } from '../../chart/svg.ts';
import type { Words } from '../../words/words.ts';

/** Undefined for English, which the picture has by itself: it is drawn in bundles too, and has to be the same bytes there. */
export function pictureWords(t: Words): PictureWords | undefined {
  if (t.language === 'en') return undefined;
  const { nothingHere, gap, now } = t.chart;
  return {
    nothing: nothingHere,
    notCounted: gap,
    now,
    short: t.shortNumber,
    whole: t.number,
    tick(ms) {
      const iso = new Date(ms).toISOString();
      return iso.includes('T00:00') ? t.shortDayText(iso) : t.clockText(iso);
    },
  };
}
