/** Alerts: the channels, each with a button to try it, and what became of the newest messages. */
import { allows } from '../../doors/access/roles.ts';
import type { AlertsRow } from '../schema-alerts.ts';
import type { PageContext } from './context.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { moment } from './when.ts';

export function alertsPage({ channels, deliveries }: AlertsRow, context: PageContext): string {
  const words = context.t.alerts;
  const main = html`
<div class="title"><h1>${words.heading}</h1><p>${words.lede}</p></div>
<section><h2>${words.channels}</h2>
${channels.length === 0 ? html`<p class="quiet">${words.none}</p>` : html`<ul class="holds">${channels.map((one) => channelItem(context, one))}</ul>`}</section>
<section><h2>${words.sent}</h2>
${deliveries.length === 0 ? html`<p class="quiet">${words.nothingSent}</p>` : html`<ol class="holds">${deliveries.map((one) => deliveryItem(context, one))}</ol>`}
<p class="quiet">${words.retries}</p></section>`;
  return page({ title: words.heading, description: words.lede, context, main });
}

/** Names are the same in every language. */
const NAMES = {
  webhook: 'Standard Webhooks',
  slack: 'Slack',
  discord: 'Discord',
  ntfy: 'ntfy',
  telegram: 'Telegram',
} as const;

function channelItem({ t, account }: PageContext, channel: AlertsRow['channels'][number]): Html {
  const words = t.alerts;
  const { id, kind, on, services, groupSeconds, quiet } = channel;
  return html`<li class="hold"><p><strong>${id}</strong> (${kind === 'email' ? words.email : NAMES[kind]})</p>
<p class="quiet">${words.on[on]} ${services === null ? words.allServices : words.ofServices(services.join(', '))} ${words.grouped(groupSeconds)}${quiet === null ? '' : ` ${words.quiet(quiet.from, quiet.to, quiet.zone)}`}</p>
${allows(account?.role, 'admin') ? html`<form method="post" action="/alerts/${id}/test"><p><button>${words.test}</button></p></form>` : ''}</li>`;
}

function deliveryItem(
  { t }: PageContext,
  { channel, at, state, attempts, next, error, text }: AlertsRow['deliveries'][number],
): Html {
  const words = t.alerts;
  return html`<li class="hold"><p><strong>${words.states[state]}</strong>: ${channel}, ${moment(t, at)}</p>
<p class="quiet">${words.attempts(attempts)}${error === null ? '' : `: ${error}`}.${next === null ? '' : html` ${words.next} ${moment(t, next)}`}</p>
<p lang="en">${text.split('\n').map((line, index) => (index === 0 ? line : html`<br>${line}`))}</p></li>`;
}
