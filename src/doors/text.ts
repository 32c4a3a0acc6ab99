/** Words in a body: trimmed, not empty, not longer than they may be, and well-formed, so that they can be written as UTF-8. */
import { z } from 'zod';

export const text = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((words) => words.isWellFormed(), 'holds half a surrogate pair');
