/** Die Belege einer Störung, und ihre Prüfung im eigenen Browser. Was in Klammern steht, füllt das Skript. */
import type * as en from '../en/evidence.ts';
import { say } from '../tongue.ts';

export const evidence: typeof en.evidence = {
  heading: 'Selbst nachprüfen',
  whatIsIn: (link, command) =>
    say`Die Einträge, aus denen diese Zahlen stammen, die Zahlen, ein Bericht zum Drucken und der Nachweis, dass seit der Unterschrift nichts verändert wurde, in einer Datei: ${link}. Mit ${command} lässt sie sich überall prüfen.`,
  download: 'die Belege herunterladen',
  checkHere: 'In diesem Browser prüfen',
  orFile: 'oder eine Datei prüfen, die Sie haben',
  checking: 'Die Belege werden geprüft',
  said: {
    getting: 'Die Belege werden geholt …',
    share: '{share} % geprüft',
    cannot: 'In diesem Browser ließ es sich nicht prüfen.',
    cannotSince: 'Es ließ sich nicht prüfen: {why}.',
    holds: 'Alles stimmt.',
    holdsNot: 'Es stimmt nicht.',
    fails: 'Stimmt nicht: {where}: {what}',
    more: '… und {count} weitere.',
    figures: '{figures} Zahlen wurden aus {entries} Einträgen neu berechnet und {account} aus dem Bericht verglichen.',
    log: 'Protokoll {origin}, {size} Einträge, Wurzel {root}. Von {withheld} Einträgen liegen nur Prüfsummen bei.',
  },
};
