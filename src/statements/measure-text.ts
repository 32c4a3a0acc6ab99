/** A measure in words, as tables, exports and the terminal show it. */
import type { Approximation, ClockTime, Measure, Quantity } from '../model/statement.ts';

const number = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });
const large = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 2 });
const places = new Intl.DisplayNames('en', { type: 'region', fallback: 'code' });

const WORDS: Readonly<Record<Approximation, string>> = {
  exact: '',
  about: 'about ',
  over: 'over ',
  under: 'under ',
  nearly: 'nearly ',
  'up to': 'up to ',
  between: 'between ',
};

export function quantityText({ value, high, approximation }: Quantity, unit = ''): string {
  return `${WORDS[approximation]}${number.format(value)}${high === undefined ? '' : ` and ${number.format(high)}`}${unit}`;
}

export const clockText = ({ clock, zone, approximation }: ClockTime): string =>
  `${WORDS[approximation]}${clock} ${zone ?? '(zone not said)'}`;

export const placeText = (area: string): string => (/^[A-Z]{2}$/.test(area) ? (places.of(area) ?? area) : area);

const UNITS = { reports: ' reports', people: ' people', other: ' of what is named' };
const RATES = { requests: 'requests', packets: 'packets', bits: 'bits' };

export function measureText(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return quantityText(measure.number, UNITS[measure.unit]);
    case 'sources':
      return quantityText(measure.number, ' addresses or devices');
    case 'share':
      return `${quantityText(measure.number, ' %')}${measure.of === '' ? '' : ` (${measure.of})`}`;
    case 'rate':
      return `${WORDS[measure.number.approximation]}${large.format(measure.number.value)} ${RATES[measure.unit]} a second`;
    case 'waves':
      return `${quantityText(measure.number)} times or waves`;
    case 'duration':
      return `lasted ${quantityText(measure.number, ' minutes')}`;
    case 'onset':
      return `began at ${clockText(measure.at)}`;
    case 'end':
      return `ended at ${clockText(measure.at)}`;
    case 'error':
      return `the error “${measure.text}” was seen`;
    case 'origin':
      return `it came from ${measure.areas.map(placeText).join(', ')}`;
    case 'place':
      return `people were affected in ${measure.areas.map(placeText).join(', ')}`;
    case 'cause':
      return `it was: ${measure.cause}`;
    case 'responsibility':
      return measure.party === '' ? 'who was responsible' : `responsible: ${measure.party}`;
    case 'motive':
      return measure.party === '' ? 'why it was done' : `the motive of ${measure.party}`;
    case 'financing':
      return measure.party === '' ? 'who paid for it' : `paid for by ${measure.party}`;
  }
}
