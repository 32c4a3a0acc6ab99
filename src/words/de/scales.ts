/** Die Worte der Skalen: Wahrscheinlichkeiten nach ICD 203, und das Vertrauen, das etwas anderes ist. */
import type * as en from '../en/scales.ts';

export const scales: typeof en.scales = {
  likelihoods: {
    'almost no chance': 'fast ausgeschlossen',
    'very unlikely': 'sehr unwahrscheinlich',
    unlikely: 'unwahrscheinlich',
    'roughly even chance': 'etwa gleich wahrscheinlich',
    likely: 'wahrscheinlich',
    'very likely': 'sehr wahrscheinlich',
    'almost certain': 'fast sicher',
  },
  confidences: { low: 'gering', moderate: 'mäßig', high: 'hoch' },
};
