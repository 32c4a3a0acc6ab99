/** Entfernte Texte: die Liste, und das Formular. */
import type * as en from '../en/redactions.ts';

export const redactions: typeof en.redactions = {
  heading: 'Entfernte Texte',
  lede: 'Text, den Menschen geschrieben haben, lässt sich auf Verlangen aus dem Journal entfernen. Der Eintrag behält seinen Platz und seine Prüfsumme; dass, warum und durch wen er entfernt wurde, ist selbst ein Eintrag.',
  removed: 'Was entfernt wurde',
  none: 'Kein Text wurde entfernt.',
  asJson: 'Diese Seite als JSON',
  entry: (position) => `Eintrag ${position}`,
  kinds: {
    statement: 'Aussage',
    hold: 'Aufbewahrungspflicht',
    clock: 'Meldefrist',
    maintenance: 'Wartung',
    handedOver: 'Übergabe',
  },
  remove: 'Text entfernen',
  what: 'Wovon',
  whatHint:
    'Etwa: statement x-1, hold hold-2, clock x-c1, maintenance maintenance-3; oder Stellen im Journal, mit Kommas',
  reason: 'Warum, und nach welchem Recht es verlangt wurde',
  decidedBy: 'Entschieden von',
  forGood:
    'Es ist endgültig: Der Text steht nirgends im Journal mehr. Was unter einer Aufbewahrungspflicht steht, wird nicht entfernt. Grund und Name sind öffentlich.',
};
