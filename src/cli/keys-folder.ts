/** Where the key of the log is kept: with the user's settings, not with the data, so that a backup of these has no key. */
import { randomBytes } from 'node:crypto';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { textOption, type Values } from './command.ts';

export interface KeyOptions {
  readonly folder: string;
  readonly origin?: string;
  readonly rotate?: boolean;
}

export const KEYS_OPTIONS = {
  keys: { type: 'string' },
  origin: { type: 'string' },
  'new-key': { type: 'boolean' },
} as const;

export const KEYS_HELP = `      --keys FOLDER           where the key of the log is  (default ~/.config/groundswell)
      --origin NAME           the log's name, chosen once  (default a random one; better: status.example.org/log)
      --new-key               sign with another key from now on; the old one signs it`;

export function keyOptions(values: Values): KeyOptions {
  const origin = textOption(values, 'origin');
  return {
    folder: textOption(values, 'keys') ?? defaultFolder(),
    ...(origin === undefined ? {} : { origin }),
    rotate: values['new-key'] === true,
  };
}

/** A name that no other log has. */
export const newOrigin = (): string => `groundswell.invalid/${randomBytes(8).toString('hex')}`;

const defaultFolder = (): string => join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'groundswell');
