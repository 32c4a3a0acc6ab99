/** Sätze über Entscheidungen: worauf sie standen, und wie selten der Zufall das bringt. */
import type * as en from '../en/decisions.ts';
import { german } from './tongue.ts';

const { figure, plural } = german;

export const decisions: typeof en.decisions = {
  allReports: 'allen Meldungen',
  network: (name) => `Netz ${name}`,
  came: (minutes, reports, part, expected) =>
    `In ${minutes === 1 ? 'einer Minute' : `${minutes} Minuten`} ${plural(reports, { one: 'kam # Meldung', other: 'kamen # Meldungen' })}${part === null ? '' : ` mit „${part}“`}, wo ${figure(expected)} zu erwarten ${expected === 1 ? 'war' : 'waren'}.`,
  inHindsight:
    'Das zeigte sich im Nachhinein: Es begann, ehe etwas Übliches bekannt war, und zu erwarten heißt hier, was kam, nachdem es vorbei war.',
  chance: (often) => `Der Zufall allein bringt das ${often}.`,
  budget: ({ accepted, period, share, tier, asked, found }) =>
    `Der damals geltende Rahmen erlaubte je Dienst ${figure(accepted)} ${accepted === 1 ? 'Fehlalarm' : 'Fehlalarme'} im ${period === 'month' ? 'Monat' : 'Jahr'}${share} und verlangte deshalb ${figure(asked)} Nat an Belegen, ehe eine Störung ${tier === 'possible' ? 'möglich' : 'bestätigt'} heißt; es waren ${figure(found)}.`,
  shareOfAll: (share) => `, davon ${share} für alle Meldungen,`,
  shareOfPart: (share) => `, davon ${share} für diesen Teil,`,
  lessThanMillennium: 'seltener als einmal in tausend Jahren',
  onceInYears: (years) => `etwa einmal in ${plural(years, { one: '# Jahr', other: '# Jahren' })}`,
  onceInMonths: (months) => `etwa einmal in ${plural(months, { one: '# Monat', other: '# Monaten' })}`,
  onceInDays: (days) => `etwa einmal in ${plural(days, { one: '# Tag', other: '# Tagen' })}`,
  few: (networks, share) =>
    `${networks === 1 ? 'Ein Netz bringt' : `${networks} Netze bringen`} ${share} des Überschusses`,
  rest: (few, others, usual) =>
    `${few}; alle anderen zusammen sandten ${plural(others, { one: '# Meldung', other: '# Meldungen' })}, wo ${figure(usual)} üblich sind.`,
  soNotConfirmed: 'Deshalb ist sie nicht bestätigt.',
};
