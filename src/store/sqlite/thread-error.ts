/** Errors that cross threads, with what the engine tells kinds apart by. */
import { CorruptJournalError } from '../../journal/corrupt.ts';

export interface ThreadError {
  readonly message: string;
  readonly name: string;
  readonly errcode: number | undefined;
}

export function threadError(cause: unknown): ThreadError {
  const { message, name, errcode } = cause as Error & { errcode?: number };
  return { message, name, errcode };
}

export function revive({ message, name, errcode }: ThreadError): Error {
  const error = name === 'CorruptJournalError' ? new CorruptJournalError(message) : new Error(message);
  return Object.assign(error, { message, name, errcode });
}
