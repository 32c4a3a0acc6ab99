/** Alerts: channels and deliveries. */
import { english } from './tongue.ts';

const { plural } = english;

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
};
