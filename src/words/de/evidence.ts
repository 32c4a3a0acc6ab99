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
    refused: 'Die Dateien sind nicht, wie sie gepackt wurden; deshalb wurde nichts daraus berechnet.',
    keyInside: 'Der Schlüssel lag den Belegen bei: Vergleichen Sie ihn mit einem, den Sie anderswoher haben: {signer}',
    notReached:
      'Ihr Prüfpunkt von {size} Einträgen endet in dem, was weggelassen wurde, und ließ sich nicht vergleichen.',
    unchanged: 'Das Protokoll enthält Ihren Prüfpunkt von {size} Einträgen unverändert.',
    otherVersion: 'Die Belege hat Version {made} gemacht, und {here} hat sie neu berechnet.',
    proven:
      'Bewiesen: die Reihenfolge der Einträge, dass keiner verändert wurde, seit der Prüfpunkt unterschrieben ist, und dass die Zahlen aus ihnen folgen. Nicht bewiesen: dass stimmt, was Menschen meldeten, wann es geschah, und dass nichts von dem Dienst weggelassen wurde.',
    log: 'Protokoll {origin}, {size} Einträge, Wurzel {root}. Von {withheld} Einträgen liegen nur Prüfsummen bei.',
  },
};
