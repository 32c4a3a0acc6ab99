/** Dienste, die zusammen gestört sind. */
import type * as en from '../en/together.ts';
import { say } from '../tongue.ts';

export const together: typeof en.together = {
  oneEventSince: (at) => say`Ein Ereignis seit ${at}`,
  howSure: 'Wie sicher das ist, und warum',
  services: 'Dienste dieses Ereignisses',
  service: 'Dienst',
  belongs: 'Wie er dazugehört',
  basis: 'Aus den Zahlen und daraus, wovon jeder bekanntlich abhängt.',
  how: 'Wie',
};
