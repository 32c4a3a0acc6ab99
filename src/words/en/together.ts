/** Services that fail together. */
import { type Rich, say } from '../tongue.ts';

export const together = {
  oneEventSince: <T>(at: T): Rich<T> => say`One event since ${at}`,
  howSure: 'How sure that is, and why',
  services: 'Services of this event',
  service: 'Service',
  belongs: 'How it belongs',
  basis: 'From the counts, and from what each is known to depend on.',
  how: 'How',
};
