/** Why a submission is turned away though nothing is broken: whoever comes again in a few seconds is taken. */
export class QueueFullError extends Error {
  override name = 'QueueFullError';
  constructor() {
    super('more is waiting to be written than the observatory takes at once; try again in a few seconds');
  }
}

/** Another process writes by now. */
export { FencedError } from '../store/ports.ts';
