/** How long signals are kept: the rule, and what is gone. */
import { english } from './tongue.ts';

const { plural } = english;

export const retention = {
  heading: 'Retention',
  lede: 'How long single signals are kept. What was counted from them stays for ever, and so do their hashes and places in the journal.',
  kept: 'The rule',
  signals: 'Signals',
  keptFor: 'Kept for',
  kinds: {
    report: 'Reports of people',
    tally: 'Counts that others made',
    traffic: 'Minutes of traffic',
    check: 'Checks from outside',
    official: 'What vendors said',
  },
  forEver: 'ever',
  days: (days: number): string => plural(days, { one: '# day', other: '# days' }),
  stays:
    'What a hold keeps stays as long as the hold is in force. Statements, decisions and the clock stay; a text goes only on demand.',
  gone: 'What is gone',
  none: 'No signal was removed.',
  pruning: (number: string): string => `Removal ${number}`,
  before: (position: string): string => `Looked at the entries before position ${position}`,
  held: (signals: number): string =>
    plural(signals, { one: '# signal stayed because of a hold', other: '# signals stayed because of holds' }),
  asJson: 'This page as JSON',
};
