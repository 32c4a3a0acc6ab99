/** A measure in words, as tables, exports and the terminal show it; in English unless other words are given. */
import type { ClockTime, Measure, Quantity } from '../model/statement.ts';
import { measures as ENGLISH } from '../words/en/measures.ts';

type MeasureWords = typeof ENGLISH;

function quantityText(say: MeasureWords, { value, high, approximation }: Quantity, unit = ''): string {
  const upper = high === undefined ? '' : `${say.and}${say.number(high)}`;
  return `${say.approximations[approximation]}${say.number(value)}${upper}${unit}`;
}

export const clockText = ({ clock, zone, approximation }: ClockTime, say: MeasureWords = ENGLISH): string =>
  `${say.approximations[approximation]}${clock} ${zone ?? say.noZone}`;

export const placeText = (area: string, say: MeasureWords = ENGLISH): string => say.country(area);

export const placesText = (areas: readonly string[], say: MeasureWords = ENGLISH): string =>
  areas.map((area) => placeText(area, say)).join(', ');

export function measureText(measure: Measure, say: MeasureWords = ENGLISH): string {
  const quantity = (said: Quantity, unit?: string): string => quantityText(say, said, unit);
  switch (measure.kind) {
    case 'count':
      return quantity(measure.number, say.units[measure.unit]);
    case 'sources':
      return quantity(measure.number, say.sources);
    case 'share':
      return `${quantity(measure.number, ' %')}${measure.of === '' ? '' : ` (${measure.of})`}`;
    case 'rate':
      return say.rate(
        `${say.approximations[measure.number.approximation]}${say.large(measure.number.value)}`,
        say.rates[measure.unit],
      );
    case 'waves':
      return say.waves(quantity(measure.number));
    case 'duration':
      return say.lasted(quantity(measure.number));
    case 'onset':
      return say.began(clockText(measure.at, say));
    case 'end':
      return say.ended(clockText(measure.at, say));
    case 'error':
      return say.error(measure.text);
    case 'origin':
      return say.cameFrom(placesText(measure.areas, say));
    case 'place':
      return say.affectedIn(placesText(measure.areas, say));
    case 'cause':
      return say.was(measure.cause);
    case 'responsibility':
      return measure.party === '' ? say.whoWas : say.responsible(measure.party);
    case 'motive':
      return measure.party === '' ? say.whyDone : say.motiveOf(measure.party);
    case 'financing':
      return measure.party === '' ? say.whoPaid : say.paidBy(measure.party);
  }
}
