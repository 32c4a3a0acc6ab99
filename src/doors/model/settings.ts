/** Which language model may be asked to point at statements: none, unless the operator names one. */
import { z } from 'zod';

export const ModelSetting = z.strictObject({
  url: z
    .url({
      protocol: /^https?$/,
      error: 'a URL that starts with http:// or https://, such as http://127.0.0.1:11434/v1',
    })
    .describe('Where an OpenAI-compatible interface is; /chat/completions is put behind it'),
  name: z.string().trim().min(1).max(200).describe('The model, as its server calls it'),
  keyFile: z.string().min(1).optional().describe('A file that holds the key, if its server wants one'),
  timeoutSeconds: z.number().positive().max(600).default(60),
});

export type ModelSetting = z.infer<typeof ModelSetting>;
