/** Our own corruption: the one failure that always stops the program. */

export class CorruptJournalError extends Error {
  override name = 'CorruptJournalError';
  /** First and last position that the damage lies in, where that is known. */
  readonly from: number | undefined;
  readonly to: number | undefined;

  constructor(what: string, where?: { from: number; to: number }, options?: ErrorOptions) {
    super(`the journal is damaged: ${what}. Restore it from a backup, then run: groundswell check`, options);
    this.from = where?.from;
    this.to = where?.to;
  }
}
