/** Subscriptions of readers: the form, what comes of it, and what mails say. */
export const subscribe = {
  heading: 'Be told',
  lede: 'When something opens, changes or ends, you are told: one message for what changes within a minute.',
  none: 'This observatory sends nothing to its readers. Feeds are open to everybody.',
  way: 'How',
  ways: { email: 'By e-mail', webhook: 'By webhook' },
  target: 'Address, or URL',
  targetHint:
    'An e-mail address, or a URL that starts with https://. It is kept here alone, is shown to nobody, and is deleted when you leave.',
  service: 'Service',
  all: 'All services',
  component: 'Part of it',
  allParts: 'All parts',
  partsHint: 'To choose a part of a service, come here from its page.',
  country: 'Country',
  allCountries: 'All countries',
  severity: 'From when on',
  severities: { confirmed: 'When an incident is confirmed', possible: 'From the first signs on' },
  send: 'Subscribe',
  link: 'Be told by e-mail or webhook',
  mailed: 'Look into your mailbox',
  mailedHow:
    'If the address is right, a mail with a link is on its way. Nothing else is sent before you open it and confirm; after a day it is forgotten.',
  taken: 'The webhook is subscribed',
  takenHow:
    'It has answered the challenge. Note down its secret, which is shown only now; messages are signed with it as Standard Webhooks says.',
  secret: 'Secret',
  manage: 'Look at it, or end it',
  asked: 'Do you want this?',
  confirm: 'Yes, tell me',
  told: 'You are subscribed',
  end: 'Tell me no more',
  ended: 'You are told no more',
  endedHow: 'What was kept of you here is deleted.',
  unknown: 'There is no such subscription',
  about: (service: string, component: string | null, country: string | null): string =>
    [
      service,
      ...(component === null ? [] : [`part ${component}`]),
      ...(country === null ? [] : [`country ${country}`]),
    ].join(', '),
  question: (service: string | null, link: string): string =>
    `Do you want to be told of outages${service === null ? '' : ` of ${service}`}?\nSomebody, perhaps you, has asked for it with this address. Confirm it here:\n${link}\nOtherwise do nothing: nothing more is sent, and the address is forgotten after a day.`,
  footer: (link: string): string => `You asked to be told. Look at it, or end it: ${link}`,
};
