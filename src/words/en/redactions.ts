/** Removed texts: the list, and the form. */
export const redactions = {
  heading: 'Removed texts',
  lede: 'Text that people wrote can be removed from the journal on demand. The entry keeps its place and its hash; that it was removed, why and by whom is an entry itself.',
  removed: 'What was removed',
  none: 'No text was removed.',
  asJson: 'This page as JSON',
  entry: (position: string): string => `Entry ${position}`,
  kinds: {
    statement: 'statement',
    hold: 'hold',
    clock: 'reporting clock',
    maintenance: 'maintenance',
    handedOver: 'handing over',
  },
  remove: 'Remove text',
  what: 'Of what',
  whatHint:
    'Such as: statement x-1, hold hold-2, clock x-c1, maintenance maintenance-3; or positions in the journal, with commas',
  reason: 'Why, and by what right it was asked for',
  decidedBy: 'Decided by',
  forGood:
    'It is for good: the text is nowhere in the journal any more. What a hold keeps is not removed. Reason and name are public.',
};
