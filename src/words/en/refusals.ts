/** What people are told when something cannot be done, by the code of the refusal. Programs are told the same with what it was about. */
export const refusals = {
  'no-such-page': { title: 'No such page', detail: 'There is nothing at this address.' },
  'no-such-service': { title: 'No such service', detail: 'There is no service of this name here.' },
  'no-such-incident': { title: 'No such incident', detail: 'There is no incident of this name here.' },
  'no-such-statement': { title: 'No such statement', detail: 'There is no statement of this name here.' },
  'no-such-hold': { title: 'No such hold', detail: 'There is no hold of this name here.' },
  'no-such-clock': { title: 'No such clock', detail: 'There is no clock of this name here.' },
  'no-such-maintenance': { title: 'No such maintenance', detail: 'There is no maintenance of this name here.' },
  'no-such-component': { title: 'No such component', detail: 'The service has no component of this name.' },
  'too-many': {
    title: 'Too many',
    detail: 'Too much has come from this source, or in all. Try again soon; nothing that was acknowledged is lost.',
  },
  'too-large': { title: 'Too large', detail: 'What was sent is longer than is taken.' },
  busy: { title: 'Busy', detail: 'More is waiting than can be written. Try again in a few seconds.' },
  failed: {
    title: 'It did not work',
    detail: 'The observatory could not do this just now; try again in a minute.',
  },
  'foreign-form': { title: 'Sent by another site', detail: 'Open the form here and send it from here.' },
  'wrong-token': { title: 'Wrong token', detail: 'This token is not known, or it was revoked.' },
  'no-token': { title: 'No token', detail: 'Sign in first, or send a token along.' },
  'not-allowed': { title: 'Not allowed', detail: 'Your role does not allow this.' },
  'nothing-ticked': { title: 'Nothing ticked', detail: 'Tick what is to be stored.' },
  'bad-range': { title: 'Not a length of time', detail: 'Choose one of the lengths that the page offers.' },
  'bad-scheme': { title: 'Not a scheme', detail: 'scheme is light or dark.' },
  'bad-search': { title: 'Not a search', detail: 'One of the fields cannot be read; choose what the form offers.' },
  'no-such-subscription': { title: 'No such subscription', detail: 'It is over, or the link is not its own.' },
  'not-offered': { title: 'Not offered', detail: 'This observatory does not offer this to its readers.' },
  'bad-subscription': {
    title: 'Not a subscription',
    detail:
      'One of the fields cannot be read: an address such as you@example.org, or a URL that starts with https://; a part of the service; a country as two letters.',
  },
  'not-reached': {
    title: 'It was not reached',
    detail: 'The address or the webhook could not be asked. Look whether it is right, and try again.',
  },
  full: { title: 'No room', detail: 'There are as many subscriptions as are taken here.' },
};
