/** Signing in, and the desk of those who are. */
import type { Rich } from '../tongue.ts';
import { say } from '../tongue.ts';

export const desk = {
  roles: { ingest: 'for programs that send signals', viewer: 'viewer', analyst: 'analyst', admin: 'administrator' },
  signIn: 'Sign in',
  signInAbout: 'Sign in with a token of this observatory.',
  token: 'Token',
  tokenHint: <T>(command: T): Rich<T> => say`Whoever runs this observatory makes one: ${command}`,
  sessionHint:
    'You stay signed in for twelve hours, until you sign out or the token is revoked. One cookie is set, for that alone.',
  toDo: <T>(link: T, what: string): Rich<T> => say`${what}, ${link}.`,
  toChangeHold: 'To extend, widen or close it',
  toRecordStep: 'To start a clock or record a step',
  signInLink: 'sign in',
  notAllowed: (what: string, name: string, role: string): string =>
    `${what}, one must be an analyst; ${name} is signed in as ${role}.`,
  heading: 'Desk',
  about: 'What is due, what was recorded, and where to record more.',
  signedInAs: (name: string, role: string): string => `Signed in as ${name} (${role}).`,
  due: 'What is due next',
  nothingDue: 'Nothing is due.',
  calendar: 'The whole calendar',
  recorded: 'Recorded last',
  nothingRecorded: 'Nothing has been recorded by people yet.',
  atTerminal: 'at the terminal',
  kinds: { statement: 'Statement', hold: 'Hold', clock: 'Reporting clock', maintenance: 'Maintenance' },
  version: (number: string): string => `version ${number}`,
  by: (decidedBy: string, account: string): string => `${decidedBy} (${account})`,
  running: 'Incidents that are open',
  noneRunning: 'No incident is open.',
  addStatements: 'Add statements',
  clocks: 'Reporting clocks',
  addHold: 'Add a hold',
};
