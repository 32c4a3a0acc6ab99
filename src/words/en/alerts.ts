/** Alerts: channels and deliveries. */
import type { IncidentState } from '../../model/incident.ts';
import { english } from './tongue.ts';

const { number, plural } = english;

const says: Readonly<Record<IncidentState, string>> = {
  possible: 'possibly failing',
  confirmed: 'failing, confirmed',
  over: 'the failure is over',
  withdrawn: 'it came to nothing',
};

/** What channels and readers are told. */
const message = {
  says,
  line: (name: string, state: string, since: string, observed: number, usual: number): string =>
    `${name}: ${state} (began ${since}; ${plural(observed, { one: '# report', other: '# reports' })}, ${number(usual)} usual)`,
  together: (count: number): string => `${plural(count, { one: '# service', other: '# services' })} changed together`,
  share: (count: number, name: string): string => `${number(count)} of them share ${name}`,
  more: (count: number): string => `and ${number(count)} more.`,
  test: 'This is a test of Groundswell: alerts reach this channel. Nothing has failed.',
};

export const alerts = {
  heading: 'Alerts',
  lede: 'Whom the observatory tells when something opens, changes or ends, and whether it arrived.',
  channels: 'Channels',
  none: 'No channel is configured: see alerts in services.yaml.',
  email: 'e-mail',
  on: { possible: 'Told from the first signs on.', confirmed: 'Told when an incident is confirmed.' },
  allServices: 'All services.',
  ofServices: (ids: string): string => `Services: ${ids}.`,
  grouped: (seconds: number): string =>
    `What changes within ${plural(seconds, { one: '# second', other: '# seconds' })} is one message.`,
  quiet: (from: string, to: string, zone: string): string => `Left alone from ${from} to ${to} (${zone}).`,
  test: 'Send a test',
  sent: 'What was sent',
  nothingSent: 'Nothing was sent yet.',
  retries:
    'What does not arrive is tried again after 10 seconds, then after longer and longer waits up to an hour, 16 times in all. Each message has a name of its own, so that a receiver can tell what comes twice.',
  states: { waiting: 'Waiting', delivered: 'Delivered', dead: 'Given up' },
  attempts: (count: number): string => plural(count, { one: 'Tried # time', other: 'Tried # times' }),
  next: 'Next try:',
  message,
};
