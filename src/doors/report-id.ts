/** Ids of what comes without one. They need to be unique, not secret: this process's own random prefix, and a number. */
import { randomBytes } from 'node:crypto';

const prefix = randomBytes(9).toString('base64url');
let made = 0;

export function newId(): string {
  made += 1;
  return `${prefix}-${made.toString(36)}`;
}
