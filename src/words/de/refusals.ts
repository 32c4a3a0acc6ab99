/** Was Menschen gesagt wird, wenn etwas nicht geht, nach dem Kennwort der Ablehnung. */
import type * as en from '../en/refusals.ts';

export const refusals: typeof en.refusals = {
  'no-such-page': { title: 'Keine solche Seite', detail: 'Unter dieser Adresse gibt es nichts.' },
  'no-such-service': { title: 'Kein solcher Dienst', detail: 'Hier gibt es keinen Dienst dieses Namens.' },
  'no-such-incident': { title: 'Keine solche Störung', detail: 'Hier gibt es keine Störung dieses Namens.' },
  'no-such-statement': { title: 'Keine solche Aussage', detail: 'Hier gibt es keine Aussage dieses Namens.' },
  'no-such-hold': {
    title: 'Keine solche Aufbewahrungspflicht',
    detail: 'Hier gibt es keine Aufbewahrungspflicht dieses Namens.',
  },
  'no-such-clock': { title: 'Keine solche Frist', detail: 'Hier gibt es keine Frist dieses Namens.' },
  'no-such-maintenance': { title: 'Keine solche Wartung', detail: 'Hier gibt es keine Wartung dieses Namens.' },
  'no-such-component': { title: 'Kein solcher Teil', detail: 'Der Dienst hat keinen Teil dieses Namens.' },
  'too-many': {
    title: 'Zu viel',
    detail:
      'Von dieser Quelle, oder insgesamt, kam zu viel. Versuchen Sie es bald wieder; nichts Bestätigtes ist verloren.',
  },
  'too-large': { title: 'Zu groß', detail: 'Was gesandt wurde, ist länger, als angenommen wird.' },
  busy: {
    title: 'Ausgelastet',
    detail: 'Es wartet mehr, als geschrieben werden kann. Versuchen Sie es in einigen Sekunden wieder.',
  },
  failed: {
    title: 'Es ging nicht',
    detail: 'Die Beobachtungsstelle konnte das gerade nicht tun; versuchen Sie es in einer Minute wieder.',
  },
  'foreign-form': {
    title: 'Von einer anderen Seite gesandt',
    detail: 'Öffnen Sie das Formular hier und senden Sie es von hier.',
  },
  'wrong-token': { title: 'Falsches Token', detail: 'Dieses Token ist nicht bekannt, oder es wurde widerrufen.' },
  'no-token': { title: 'Kein Token', detail: 'Melden Sie sich zuerst an, oder senden Sie ein Token mit.' },
  'not-allowed': { title: 'Nicht erlaubt', detail: 'Ihre Rolle erlaubt das nicht.' },
  'nothing-ticked': { title: 'Nichts angekreuzt', detail: 'Kreuzen Sie an, was gespeichert werden soll.' },
  'bad-page': { title: 'Keine Seite', detail: 'Wählen Sie eine der Seiten, die die Liste anbietet.' },
  'bad-range': { title: 'Kein Zeitraum', detail: 'Wählen Sie einen der Zeiträume, die die Seite anbietet.' },
  'bad-scheme': { title: 'Kein Farbschema', detail: 'scheme ist light (hell) oder dark (dunkel).' },
  'bad-search': {
    title: 'Keine Suche',
    detail: 'Eines der Felder ist nicht zu lesen; wählen Sie, was das Formular anbietet.',
  },
  'no-such-subscription': {
    title: 'Dieses Abonnement gibt es nicht',
    detail: 'Es ist beendet, oder der Link gehört nicht dazu.',
  },
  'not-offered': { title: 'Nicht angeboten', detail: 'Diese Beobachtungsstelle bietet das ihren Lesern nicht an.' },
  'bad-subscription': {
    title: 'Kein Abonnement',
    detail:
      'Eines der Felder ist nicht lesbar: eine Adresse wie sie@example.org oder eine URL, die mit https:// beginnt; ein Teil des Dienstes; ein Land als zwei Buchstaben.',
  },
  'not-reached': {
    title: 'Nicht erreicht',
    detail:
      'Die Adresse oder der Webhook konnte nicht gefragt werden. Sehen Sie nach, ob sie stimmt, und versuchen Sie es noch einmal.',
  },
  full: { title: 'Kein Platz', detail: 'Es gibt so viele Abonnements, wie hier angenommen werden.' },
  'bad-part': { title: 'Kein Teil', detail: 'Wählen Sie einen der Teile, die die Seite anbietet.' },
  'bad-filter': { title: 'Kein Filter', detail: 'Wählen Sie, was die Seite anbietet.' },
  'bad-report': { title: 'Keine Meldung', detail: 'Wählen Sie, was das Formular anbietet.' },
  'bad-hold': { title: 'Keine Aufbewahrungspflicht', detail: 'Eines der Felder ist nicht zu lesen.' },
  'bad-maintenance': { title: 'Keine Wartung', detail: 'Eines der Felder ist nicht zu lesen.' },
  'bad-clock': { title: 'Keine Frist', detail: 'Eines der Felder ist nicht zu lesen.' },
  'bad-redaction': { title: 'Keine Entfernung', detail: 'Eines der Felder ist nicht zu lesen.' },
  'bad-statement': { title: 'Keine Aussage', detail: 'Eines der Felder ist nicht zu lesen.' },
  'hold-conflict': {
    title: 'Für diese Aufbewahrungspflicht nicht möglich',
    detail: 'Sehen Sie sie an, wie sie jetzt ist.',
  },
  'maintenance-conflict': {
    title: 'Für diese Wartung nicht möglich',
    detail: 'Sehen Sie sie an, wie sie jetzt ist.',
  },
  'clock-conflict': { title: 'Für diese Frist nicht möglich', detail: 'Sehen Sie sie an, wie sie jetzt ist.' },
  'redaction-conflict': { title: 'Nicht möglich', detail: 'Es gibt so viele, wie hier geführt werden.' },
  'would-let-go': {
    title: 'Das gäbe frei, was aufbewahrt wird',
    detail: 'Eine Änderung kann nur mehr aufbewahren; um etwas freizugeben, beenden Sie die Pflicht mit einem Grund.',
  },
  held: {
    title: 'Wird aufbewahrt',
    detail: 'Solange eine Aufbewahrungspflicht gilt, darf nichts davon entfernt werden.',
  },
  'nothing-to-remove': { title: 'Nichts zu entfernen', detail: 'Dort steht kein Text, den ein Mensch schrieb.' },
  'keeps-all': {
    title: 'Nicht auf mehreren Rechnern',
    detail:
      'Ein Journal auf mehreren Rechnern gibt kein Byte her. Ziehen Sie es in eine Datei um, und tun Sie es dort.',
  },
  overtaken: {
    title: 'Jemand war schneller',
    detail:
      'Im selben Augenblick wurde etwas anderes dazu vermerkt. Sehen Sie es an, und versuchen Sie es noch einmal.',
  },
  'too-many-statements': { title: 'Zu viele Aussagen', detail: 'Es gibt so viele, wie hier geführt werden.' },
  replay: {
    title: 'Eine Wiedergabe nimmt keine Meldungen an',
    detail: 'Melden Sie zu einem Dienst, der gerade beobachtet wird.',
  },
  'no-such-replay': {
    title: 'Keine solche Wiedergabe',
    detail: 'Wählen Sie ein Tempo, das die Seite anbietet.',
  },
  'no-such-channel': {
    title: 'Kein solcher Kanal',
    detail: 'Einen Kanal dieses Namens gibt es in der Konfiguration nicht.',
  },
  'no-such-language': {
    title: 'Keine solche Sprache',
    detail: 'Artikel werden in den Sprachen gelesen, die das Formular anbietet.',
  },
  'no-model': {
    title: 'Kein Sprachmodell ist eingerichtet',
    detail: 'Der Betreiber nennt eines in services.yaml; die Regeln lesen Artikel auch ohne.',
  },
  'not-a-form': { title: 'Kein Formular', detail: 'Öffnen Sie das Formular hier und senden Sie es von hier.' },
  'not-kept': {
    title: 'Nicht mehr aufbewahrt',
    detail: 'Die einzelnen Signale sind fort; was gezählt wurde, bleibt.',
  },
  starting: {
    title: 'Noch nicht bereit',
    detail:
      'Dieser Prozess der Beobachtungsstelle ist noch nicht bereit; andere sind es vielleicht. Versuchen Sie es noch einmal.',
  },
  'no-door': {
    title: 'Nur zum Lesen',
    detail:
      'Dieser Prozess der Beobachtungsstelle nimmt nichts an; ein anderer tut es. Fragen Sie den Betreiber, welcher.',
  },
  'no-writer': {
    title: 'Eine Übernahme läuft',
    detail:
      'In einigen Sekunden übernimmt ein anderer Prozess dieser Beobachtungsstelle. Versuchen Sie es noch einmal.',
  },
};
