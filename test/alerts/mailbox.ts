/** A mail server on loopback that keeps what it gets. */
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailbox extends AsyncDisposable {
  readonly mails: string[];
  readonly port: number;
}

export async function startMail(): Promise<Mailbox> {
  const mails: string[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    async onData(stream, _, done) {
      let text = '';
      for await (const chunk of stream) text += String(chunk);
      // Lines that were broken for the way are whole again.
      mails.push(text.replaceAll('=\r\n', '').replaceAll('=3D', '='));
      done();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.server.address() as AddressInfo;
  return {
    mails,
    port,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}

/** The link to a subscription that a mail holds, without the observatory's address. */
export const linkIn = (mail: string): string =>
  /https:\/\/status\.example\.org(\/subscriptions\/[^/\s?]+\?token=[\w-]+)/.exec(mail)![1]!;
