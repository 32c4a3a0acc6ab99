/** Was jeden Dienst speist, für Betreiber. */
import type * as en from '../en/sources.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const sources: typeof en.sources = {
  heading: 'Dienste und was sie speist',
  lede: 'Welche Dienste beobachtet werden, was außer Menschen von ihnen erzählt, und wann davon zuletzt zu hören war. Was beobachtet wird, sagt services.yaml; die Datei wird neu gelesen, wenn sie sich ändert.',
  silentAfter: (minutes) =>
    `Was jede Minute sendet, heißt nach ${plural(minutes, { one: '# Minute', other: '# Minuten' })} stumm; eine Statusseite, wenn ihre Lesung veraltet ist.`,
  none: 'Kein Dienst wird beobachtet: siehe services in services.yaml.',
  countedUntil: 'Gezählt bis',
  neverCounted: 'Noch wurde nichts gezählt.',
  reportsAlone: 'Nur Menschen erzählen davon: kein Protokoll, keine Sonde, keine Statusseite.',
  kinds: { counts: 'Zahlen von anderswo', traffic: 'Protokoll', check: 'Sonde', official: 'Statusseite' },
  heard: 'zuletzt gehört',
  silentSince: 'stumm seit',
  leftOut: (duplicates, late) =>
    `${plural(duplicates, { one: '# Signal', other: '# Signale' })} kamen noch einmal und zählten nicht doppelt; ${plural(late, { one: '# gehörte', other: '# gehörten' })} zu Schritten, die schon beurteilt waren.`,
  asJson: 'Diese Seite als JSON',
};
