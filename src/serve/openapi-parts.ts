/** What the parts of the API's description are put together with. */
import type { z } from 'zod';

export type Json = Record<string, unknown>;

export interface Parts {
  readonly reading: (summary: string, schema: z.ZodType, path?: string[], queries?: Json[]) => Json;
  readonly query: (name: string, description: string) => Json;
  readonly content: (description: string, schema: z.ZodType) => Json;
  readonly problems: (...codes: number[]) => Json;
  readonly schemaOf: (schema: z.ZodType, io: 'input' | 'output') => Json;
}

export const ID = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
export const TOKEN = [{ token: [] }];
