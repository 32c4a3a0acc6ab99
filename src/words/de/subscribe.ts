/** Abonnements von Lesern: das Formular, was daraus wird und was in den E-Mails steht. */
import type { subscribe as english } from '../en/subscribe.ts';

export const subscribe: typeof english = {
  heading: 'Benachrichtigt werden',
  lede: 'Wenn etwas beginnt, sich ändert oder endet, erfahren Sie es: eine Nachricht für alles, was sich innerhalb einer Minute ändert.',
  none: 'Diese Beobachtungsstelle verschickt nichts an ihre Leser. Feeds stehen allen offen.',
  way: 'Wie',
  ways: { email: 'Per E-Mail', webhook: 'Per Webhook' },
  target: 'Adresse oder URL',
  targetHint:
    'Eine E-Mail-Adresse oder eine URL, die mit https:// beginnt. Sie wird nur hier aufbewahrt, niemandem gezeigt und gelöscht, wenn Sie gehen.',
  service: 'Dienst',
  all: 'Alle Dienste',
  component: 'Teil davon',
  allParts: 'Alle Teile',
  partsHint: 'Um einen Teil eines Dienstes zu wählen, kommen Sie von dessen Seite hierher.',
  country: 'Land',
  allCountries: 'Alle Länder',
  severity: 'Ab wann',
  severities: { confirmed: 'Wenn ein Vorfall bestätigt ist', possible: 'Von den ersten Anzeichen an' },
  send: 'Abonnieren',
  link: 'Per E-Mail oder Webhook benachrichtigt werden',
  mailed: 'Sehen Sie in Ihr Postfach',
  mailedHow:
    'Wenn die Adresse stimmt, ist eine E-Mail mit einem Link unterwegs. Mehr wird nicht verschickt, bevor Sie ihn öffnen und bestätigen; nach einem Tag ist sie vergessen.',
  taken: 'Der Webhook ist eingetragen',
  takenHow:
    'Er hat auf die Probe geantwortet. Notieren Sie sein Geheimnis, das nur jetzt gezeigt wird; damit sind Nachrichten unterschrieben, wie Standard Webhooks es sagt.',
  secret: 'Geheimnis',
  manage: 'Ansehen oder beenden',
  asked: 'Möchten Sie das?',
  confirm: 'Ja, benachrichtigen',
  told: 'Sie werden benachrichtigt',
  end: 'Nicht mehr benachrichtigen',
  ended: 'Sie werden nicht mehr benachrichtigt',
  endedHow: 'Was hier von Ihnen aufbewahrt war, ist gelöscht.',
  unknown: 'Dieses Abonnement gibt es nicht',
  about: (service, component, country) =>
    [
      service,
      ...(component === null ? [] : [`Teil ${component}`]),
      ...(country === null ? [] : [`Land ${country}`]),
    ].join(', '),
  question: (service, link) =>
    `Möchten Sie von Störungen${service === null ? '' : ` von ${service}`} erfahren?\nJemand, vielleicht Sie, hat mit dieser Adresse darum gebeten. Bestätigen Sie es hier:\n${link}\nAndernfalls tun Sie nichts: Es wird nichts mehr verschickt, und die Adresse ist nach einem Tag vergessen.`,
  footer: (link) => `Sie wollten benachrichtigt werden. Ansehen oder beenden: ${link}`,
};
