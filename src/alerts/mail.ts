/** Sends one message as an e-mail (RFC 5321, 5322). Its Message-ID is the message's own, so that whoever gets it twice has it once. */
import { createTransport } from 'nodemailer';
import { bareHost } from '../doors/probe/resolve.ts';
import { mailPage } from './mail-page.ts';
import type { Message } from './message.ts';
import type { MailReceiver } from './receiver.ts';

/** @returns undefined when the server took it; else why not, in words that hold no secret */
export async function sendMail(
  receiver: MailReceiver,
  id: string,
  message: Message,
  password: string,
  timeoutMs: number,
): Promise<string | undefined> {
  const { server, from, to, user } = receiver;
  const { timestamp, data } = message;
  const footer = 'footer' in receiver ? receiver.footer : undefined;
  const { protocol, hostname, port } = new URL(server);
  const secure = protocol === 'smtps:';
  const transport = createTransport({
    host: bareHost(hostname),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    // A password goes over no line that anyone can read.
    requireTLS: user !== undefined,
    ...(user === undefined ? {} : { auth: { user, pass: password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({
      from,
      to,
      subject: data.text.split('\n')[0]!.slice(0, 150),
      text: footer === undefined ? `${data.text}\n` : `${data.text}\n\n-- \n${footer}\n`,
      html: mailPage(message, footer, receiver.language),
      date: timestamp,
      messageId: `<${id}@groundswell.invalid>`,
      headers: { 'Auto-Submitted': 'auto-generated', ...('leaveUrl' in receiver ? leavingHeaders(receiver) : {}) },
    });
    return undefined;
  } catch (cause) {
    const { code, responseCode } = cause as { code?: string; responseCode?: number };
    return responseCode === undefined
      ? (code ?? 'the mail server did not take it')
      : `the mail server answered ${responseCode}`;
  } finally {
    transport.close();
  }
}

/** RFC 2369, and RFC 8058 for mail programs that leave at one click. */
const leavingHeaders = ({ leaveUrl }: { readonly leaveUrl: string }) => ({
  'List-Unsubscribe': `<${leaveUrl}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
