/** The evidence of an incident, and its check in the reader's own browser. Words in braces are filled by the script. */
import type { Rich } from '../tongue.ts';
import { say } from '../tongue.ts';

export const evidence = {
  heading: 'Check it yourself',
  whatIsIn: <T>(link: T, command: T): Rich<T> =>
    say`The entries that these figures come from, the figures, an account to print, and the proof that nothing was altered since it was signed, in one file: ${link}. ${command} checks it anywhere.`,
  download: 'download the evidence',
  checkHere: 'Check it in this browser',
  orFile: 'or check a file that you have',
  checking: 'Checking the evidence',
  said: {
    getting: 'Getting the bundle…',
    share: '{share} % checked',
    cannot: 'It could not be checked in this browser.',
    cannotSince: 'It could not be checked: {why}.',
    holds: 'Everything holds.',
    holdsNot: 'It does not hold.',
    fails: 'Fails: {where}: {what}',
    more: '… and {count} more.',
    figures: '{figures} figures were computed again from {entries} entries, and {account} of the account compared.',
    refused: 'The files are not as they were packed, so nothing was computed from them.',
    keyInside: 'The key came with the bundle: compare it with one that you have from elsewhere: {signer}',
    notReached: 'Your checkpoint of {size} entries ends inside of what was left out, and could not be compared.',
    unchanged: 'The log holds your checkpoint of {size} entries unchanged.',
    otherVersion: 'The bundle was made by version {made}, and computed again by {here}.',
    proven:
      'Proven: the order of the entries, that none was altered since the checkpoint was signed, and that the figures follow from them. Not proven: that what people reported was true, when it happened, and that nothing of the service was left out.',
    log: 'Log {origin}, {size} entries, root {root}. Of {withheld} entries only hashes are enclosed.',
  },
};
