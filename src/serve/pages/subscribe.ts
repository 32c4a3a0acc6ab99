/** Where readers subscribe, confirm, and end it. All of it works without a script. */
import type { Service } from '../../model/service.ts';
import type { SubscriptionRow } from '../schema-subscriptions.ts';
import type { PageContext } from './context.ts';
import { countries } from './countries.ts';
import { type FormDraft, fieldsOf } from './fields.ts';
import { type Html, html } from './html.ts';
import { page } from './layout.ts';
import { refusedBox } from './refused.ts';

export interface SubscribeOffer {
  readonly ways: readonly SubscriptionRow['kind'][];
  readonly services: readonly Pick<Service, 'id' | 'name' | 'components'>[];
}

export function subscribePage({ ways, services }: SubscribeOffer, context: PageContext, draft: FormDraft): string {
  const words = context.t.subscribe;
  const form = fieldsOf('subscribe', draft.values);
  const picked = (name: string, value: string, fallback: string): Html =>
    (draft.values[name] ?? fallback) === value ? html` selected` : html``;
  const select = (name: string, label: string, options: readonly (readonly [string, string])[]): Html =>
    html`<p><label for="subscribe-${name}">${label}</label><select id="subscribe-${name}" name="${name}">${options.map(
      ([value, text]) => html`<option value="${value}"${picked(name, value, options[0]![0])}>${text}</option>`,
    )}</select></p>`;
  const { components = [] } = services.find(({ id }) => id === draft.values.service) ?? {};
  const main = html`
<div class="title"><h1>${words.heading}</h1></div>
<p class="lede">${words.lede}</p>
${refusedBox(context.t, draft.problem)}
${
  ways.length === 0
    ? html`<p>${words.none}</p>`
    : html`<form class="said-form" method="post" action="/subscribe">
${select(
  'kind',
  words.way,
  ways.map((way) => [way, words.ways[way]]),
)}
${form.input('target', words.target, { required: true, hint: words.targetHint })}
${select('service', words.service, [['', words.all], ...services.map(({ id, name }) => [id, name] as const)])}
${
  components.length === 0
    ? html`<p class="hint">${words.partsHint}</p>`
    : select('component', words.component, [
        ['', words.allParts],
        ...components.map(({ id, name }) => [id, name] as const),
      ])
}
${select('country', words.country, [
  ['', words.allCountries],
  ...countries(context.t.locale).map(({ code, name }) => [code, name] as const),
])}
${select('severity', words.severity, [
  ['confirmed', words.severities.confirmed],
  ['possible', words.severities.possible],
])}
<p><button class="primary">${words.send}</button></p></form>`
}`;
  const { service } = draft.values;
  return page({
    ...{ title: words.heading, description: words.lede, context, main },
    query: service === undefined || service === '' ? {} : { service },
  });
}

/** What a reader is told once: to look into the mailbox, or a webhook's secret. */
export function subscribedPage(
  webhook: { readonly secret: string; readonly url: string } | undefined,
  context: PageContext,
): string {
  const words = context.t.subscribe;
  const title = webhook === undefined ? words.mailed : words.taken;
  const main = html`
<div class="title"><h1>${title}</h1></div>
${
  webhook === undefined
    ? html`<p>${words.mailedHow}</p>`
    : html`<p>${words.takenHow}</p><p>${words.secret}: <code>${webhook.secret}</code></p><p><a href="${webhook.url}">${words.manage}</a></p>`
}`;
  return page({ title, description: words.lede, context, main });
}

/** @param one undefined where it is over */
export function subscriptionPage(
  one: (SubscriptionRow & { readonly name: string; readonly part: string | null; readonly token: string }) | undefined,
  context: PageContext,
): string {
  const words = context.t.subscribe;
  const title = one === undefined ? words.ended : one.state === 'asked' ? words.asked : words.told;
  const main =
    one === undefined
      ? html`<div class="title"><h1>${title}</h1></div><p>${words.endedHow}</p>`
      : html`
<div class="title"><h1>${title}</h1></div>
<p>${words.about(one.name, one.part, one.country === null ? null : context.t.country(one.country))}. ${words.severities[one.severity]}. ${words.ways[one.kind]}.</p>
${one.state === 'asked' ? button(one, 'confirm', words.confirm, true) : ''}
${button(one, 'end', words.end, false)}`;
  const query: Record<string, string> = one === undefined ? {} : { token: one.token };
  return page({ title, description: words.lede, context, main, query });
}

const button = ({ id, token }: { id: string; token: string }, step: string, label: string, primary: boolean): Html =>
  html`<form class="said-form" method="post" action="/subscriptions/${id}/${step}?token=${token}"><p><button${primary ? html` class="primary"` : ''}>${label}</button></p></form>`;
