/** Die Seite über die Methode: was jede Zahl bedeutet. Die Konstanten kommen aus dem Programm, in der Folge, in der ein Eintrag sie nennt. */
import type * as en from '../en/methodology.ts';
import { german } from './tongue.ts';

const { plural } = german;

export const methodology: typeof en.methodology = {
  title: 'Wie die Zahlen zustande kommen',
  about: 'Was jede Zahl bedeutet, und mit welchen Konstanten sie zustande kommt.',
  intro: (name) =>
    `${name} zählt, was Menschen melden, vergleicht es mit dem, was für diesen Dienst zu dieser Stunde üblich ist, und sagt, wie sicher der Unterschied mehr als Zufall ist. Alles Gezeigte lässt sich aus dem Journal, das geführt wird, neu berechnen.`,
  contents: 'Auf dieser Seite',
  meansStates: 'Was die Zustände bedeuten',
  asJson: 'Diese Seite als JSON',
  constants: 'Geltende Konstanten',
  explains: 'Erklärt in der Schnittstelle:',
  more: 'Ausführlich, auf Englisch:',
  units: {
    seconds: (value) => `${value} Sekunden`,
    days: (value) => plural(value, { one: '# Tag', other: '# Tage' }),
    nats: (value) => `${value} Nat`,
  },
  scale: 'Die Skala der Wahrscheinlichkeiten (ICD 203)',
  word: 'Wort',
  from: 'Ab',
  to: 'Bis',
  sections: {
    counting: 'Was gezählt wird',
    deciding: 'Von der Zahl zu „möglich“ und „bestätigt“',
    incidents: 'Störungen, Wellen und Orte',
    outside: 'Von außen gesehen, und was Anbieter sagen',
    failures: 'Verkehr, und welche Art von Störung es war',
    statements: 'Was über eine Störung gesagt wird',
    keeping: 'Was bewahrt wird, was fällig ist, und Benachrichtigungen',
  },
  entries: {
    reports: {
      name: 'Meldungen',
      says: (window) =>
        `Eine Meldung ist ein Mensch, der sagt, dass ein Dienst gestört ist. Ein Mensch zählt für einen Dienst einmal in ${window}, wie oft er auch drückt. Eine Zahl von Meldungen ist keine Zahl von Nutzern: Die meisten Betroffenen melden nie. Symptome, Teile und Länder sind von den Meldungen angegeben, die welche nennen.`,
    },
    lastHour: {
      name: 'Die letzte Stunde, und was eintrifft',
      says: (recent) =>
        `Die Meldungen der letzten Stunde sind die Summe ihrer gezählten Schritte (${recent}). Was eintrifft, liegt in Schritten, die noch nicht abgeschlossen sind: gezählt, aber nicht bewertet.`,
    },
    charts: {
      name: 'Diagramme, und Zahlen über einen Zeitraum',
      says: (chart, spark) =>
        `Das Diagramm eines Tages hat Schritte von ${chart}, das kleine einer Karte Schritte von ${spark}, oder die des Dienstes, wenn sie länger sind. Die gestrichelte Linie ist die erwartete Zahl; das graue Band reicht bis dorthin, wo Zahlen noch nicht auffallen. Ein Verlauf nennt, wie viele Störungen bestätigt wurden, wie lange sie zusammen dauerten, und den Median.`,
    },
    unknown: {
      name: 'Unbekannt, und veraltet',
      says: (steps, minutes, stale) =>
        `Ein Schritt, in dem niemand zuhörte, ist nicht null: Er erscheint schraffiert, und aus ihm wird nichts gefolgert. Nach ${steps} Schritten ohne Zählung, und mindestens ${minutes}, ist der Zustand unbekannt. Eine Antwort ist veraltet, wenn von der Uhr seit ${stale} nichts zu hören war. Das Tempo einer Wiedergabe ist in Sekunden der Vergangenheit je Sekunde angegeben.`,
    },
    usual: {
      name: 'Was üblich ist',
      says: (level, week, warmUp, teaches, kept, memory, most) =>
        `Jeder Dienst hat eine Grundlinie: was zu dieser Stunde dieses Wochentags zu erwarten ist, gelernt aus seiner eigenen Vergangenheit ohne seine Störungen. Ihre Höhe folgt etwa diesem Zeitraum: ${level}; von der Form der Woche bleiben bei jedem Besuch ${week} des Bekannten. Solange der Dienst weniger als ${warmUp} hinter sich hat, gibt es nichts Übliches zu übersteigen, und bis er mehr weiß, leiht er von anderen seiner Art, die mindestens so alt sind: ${teaches}. Eine höhere Höhe, die so lange galt: ${kept}, bleibt so lange in Erinnerung: ${memory}; was sich durch eine Rückkehr dorthin erklärt, bis zum ${most}-Fachen der jetzigen, fällt nicht auf.`,
    },
    evidence: {
      name: 'Belege',
      says: () =>
        'Bei jedem Schritt werden die Belege für einen Überschuss über alle Längen zugleich berechnet, und die Länge, die ihn am besten zeigt, wird genannt: wie viel besser „die Zahl ist gestiegen“ das Gezählte erklärt als „alles wie üblich“. Es ist ein logarithmiertes Likelihood-Verhältnis in Nat; 4,6 Nat sind hundert zu eins.',
    },
    budget: {
      name: 'Schwellen, und der Rahmen für Fehlalarme',
      says: (possible, confirmed, whole, networks) =>
        `Die Schwelle folgt aus einem Versprechen: wie viele Fehlalarme für einen Dienst hingenommen werden. Voreingestellt sind ${possible} der Stufe „möglich“ im Monat und ${confirmed} der Stufe „bestätigt“ im Jahr; der geltende Rahmen steht auf der Seite jedes Dienstes. Eine Störung nur eines Landes oder nur eines Symptoms kann in der Zahl aller untergehen; deshalb wird jedes auch für sich gezählt und der Rahmen geteilt: Das Ganze hat ${whole} davon, Netze haben ${networks} vom Rest. An mehr Stellen zu suchen bringt also nicht mehr Fehlalarme.`,
    },
    independence: {
      name: 'Unabhängigkeit',
      says: (few, most, others, voices, part, heldBack) =>
        `Zur Bestätigung gehören mehrere Netze. Bis zu ${few} Netze mit dem größten Überschuss bleiben außer Betracht, solange sie üblicherweise nicht über ${most} bringen; die anderen müssen für sich ein Überschuss sein, von ${others}. Eine e-mal so große Menge braucht ${voices} Netze mehr, und die anderen müssen mindestens ${part} ihres üblichen Anteils bringen. Eine Flut hält eine Bestätigung höchstens so lange auf: ${heldBack}; dauert sie an, wird auch für sich beurteilt, was die letzten Stunden brachten. Wo Meldungen anderswo gezählt wurden, ist nicht bekannt, wie unabhängig sie sind, und die Seite sagt es.`,
    },
    length: {
      name: 'Beginn, Ende und Dauer einer Störung',
      says: (calm, merge, over) =>
        `Eine Störung beginnt mit dem ersten Schritt des Überschusses. Sie ist vorbei, wenn Belege von ${calm} zeigen, dass er fort ist; ein Anstieg innerhalb von ${merge} danach gehört noch dazu. Ein Dienst zeigt so lange, dass sie vorbei ist: ${over}.`,
    },
    waves: {
      name: 'Wellen',
      says: (edge, smooth) =>
        `Eine Welle ist ein Anstieg und Abfall des Überschusses innerhalb einer Störung, von dort, wo er ${edge} seiner Höhe erreicht, bis dorthin, wo er wieder darunter fällt. Wie viele es sind, kommt darauf an, wie lang eine Flaute sein muss, um eine zu beenden, und wie hoch die Meldungen stehen müssen; deshalb wird beides gezeigt, und dafür sind Zählungen über ${smooth} genommen. Die höchste Zahl ist die eines Schritts.`,
    },
    places: {
      name: 'Länder und Karten',
      says: (days) =>
        `Eine Karte zeigt, wie häufig Meldungen aus einem Land kommen, verglichen mit seinem eigenen Üblichen davor (${days}), ohne Stunden bestätigter Störungen. Die Grenzen gelten zu 95 %. Farbe hat ein Land nur, wo sie „wie üblich“ ausschließen. Das Land ist das, in dem eine Adresse registriert ist, oder das, das jemand angab.`,
    },
    compared: {
      name: 'Verglichen mit früheren Störungen',
      says: (least, most) =>
        `Länger oder größer als so viele Störungen dieses Dienstes: gesagt, sobald es ${least} bestätigte davor gibt, aus den letzten ${most}.`,
    },
    together: {
      name: 'Dienste, die zugleich gestört sind',
      says: (apart, clear, likely, very) =>
        `Störungen, die innerhalb von ${apart} beginnen, werden zusammen abgewogen: was sie teilen, ob eine nur an Stelle eines größeren Nachbarn genannt wird, oder Zufall. Der Anteil am Gewicht ist angegeben; von einer Erklärung unter ${clear} wird nichts gesagt; ab ${likely} heißt sie wahrscheinlich, ab ${very} sehr wahrscheinlich. Bei einem nur genannten Dienst steht auch sein Teil am größten Überschuss.`,
    },
    checks: {
      name: 'Prüfungen von außen',
      says: (streak, places, together, silent) =>
        `Prüfer sehen von Orten aus nach, die der Betreiber nennt, jeder für sich. Ein Ort heißt gestört nach ${streak} schlüssigen Prüfungen in Folge. ${places} Orte, die innerhalb von ${together} um die Meldungen scheitern, bestätigen sie; ein Ort allein nie. Ein Ort, der ${silent} Prüfungen ausließ, ist stumm, und stumm heißt nicht in Ordnung. Nicht schlüssig ist eine Prüfung, wo der Prüfer selbst Schwierigkeiten hatte oder abgewiesen wurde. Wo mehrere Ursachen von außen gleich aussehen, werden alle genannt.`,
    },
    checkTimes: {
      name: 'Zeiten einer Prüfung, und Zertifikate',
      says: (slow, days) =>
        `Millisekunden jedes Abschnitts: der Name, die Verbindung, TLS, das erste Byte, der Rest. Eine Antwort, die länger dauert als ${slow}, heißt langsam. Wie lange ein Zertifikat noch gilt, wird gesagt, sobald es weniger ist als: ${days}.`,
    },
    schedule: {
      name: 'Wie pünktlich die Prüfer sind',
      says: () =>
        'Prüfungen, die laufen, seit dem Start begonnen wurden, ausfielen, weil die letzte Runde nicht zu Ende war, und wie spät sie beginnen: die Hälfte, 99 von 100, und höchstens.',
    },
    vendors: {
      name: 'Die Verzögerung eines Anbieters',
      says: (before) =>
        `Die Statusseite eines Anbieters wird als sein Wort gezeigt. Die Verzögerung läuft vom ersten Anzeichen in den Meldungen, bis die Seite es beim Lesen sagte; sie ist negativ, wo die Seite voraus war, höchstens um ${before}. Angegeben ist auch, wie viele bestätigte Störungen er meldete, und der Median. Eine Seite, die nicht zu lesen ist, ist unbekannt.`,
    },
    learnt: {
      name: 'Wovon ein Dienst abhängt',
      says: (days) =>
        `Wer für einen Dienst antwortet, wird aus seinen Prüfungen gelernt, und vergessen, wenn es so lange nicht zu sehen war: ${days}.`,
    },
    traffic: {
      name: 'Zugriffsprotokolle',
      says: (kept, onset) =>
        `Wo der Betreiber mitlesen lässt, werden Zugriffsprotokolle Minute für Minute gezählt: Anfragen, Antworten nach Klasse, Fehlschläge, Absender, Bytes. Eine Minute ohne Zeile ist unbekannt, nicht null. Was vor einer Störung üblich ist, kommt aus den ${kept} davor, wie sie begann, aus ${onset} auf beiden Seiten des Beginns. Keine Anfrage und keine Adresse wird aufbewahrt.`,
    },
    trafficShares: {
      name: 'Anteile am Verkehr',
      says: () =>
        'Anteile an Anfragen oder Absendern, jeder nach dem, was sein Name sagt: vom häufigsten Absender, Netz oder der häufigsten Seite, mit Werkzeugen, von Suchprogrammen nach eigenem Wort und geprüft, regelmäßig wie eine Uhr, wie kein Browser sie sendet, auf der Suche nach Lücken. Nach ihnen werden die Arten von Störung abgewogen.',
    },
    hypotheses: {
      name: 'Arten von Störung, und wie wahrscheinlich sie sind',
      says: (kinds, reserve, least, ratio) =>
        `${kinds} Arten von Störung werden gegeneinander abgewogen, aus Verkehr, Prüfungen und Meldungen zusammen. Jeder Befund hat eine Stärke zwischen 0 und 1 und bringt so viele Nat für oder gegen jede Art. ${reserve} des Gewichts bleiben für Ursachen, an die niemand dachte. Eine Ursache wird genannt, wenn sie mindestens ${least} hat und das ${ratio}-Fache der zweiten; sonst sagt die Seite, dass es nicht zu entscheiden ist. Ohne Protokoll ist nicht prüfbar, ob es ein Angriff war.`,
    },
    confidence: {
      name: 'Vertrauen',
      says: (high, moderate) =>
        `Getrennt von der Wahrscheinlichkeit: wie viel von dem, was zählt, zu sehen war, und wie deutlich. Ab ${high} ist es hoch, ab ${moderate} mäßig. Wie sicher ein Urteil über Worte ist, ist etwas anderes: wie viele Lesarten sich beantworten ließen.`,
    },
    numbers: {
      name: 'Zahlen in Worten',
      says: (size, about, nearly, counting) =>
        `Die Worte der meisten Aussagen können mehreres bedeuten: Jede Lesart wird aus dem Gezählten beantwortet. „Über“ einer Zahl stimmt bis zu ${size} darüber, weiter nur als Schranke; „etwa“ stimmt bis zu ${about} daneben, „fast“ bis zu ${nearly} darunter, und eine Zahl ohne ein solches Wort auf ihre letzte Stelle und ${counting}. Eine Zahl hat ein unteres und ein oberes Ende, wo die Zählung Raum lässt.`,
    },
    times: {
      name: 'Zeiten in Worten',
      says: (rounded, about) => `Eine Zeit in Worten gilt als auf ${rounded} gerundet, mit „etwa“ auf ${about}.`,
    },
    grades: {
      name: 'Noten für Quellen',
      says: () =>
        'Quellen haben Noten nach dem Admiralty-Code: ein Buchstabe für die Quelle, eine Ziffer von 1 bis 6 für das, was sie sagt. Wahrscheinlichkeit und Vertrauen sind andere Skalen und stehen nie in einem Satz. Was nicht zu sehen war, heißt „zu wenig Daten“. Wer verantwortlich war, warum, und wer zahlte, ist aus Messungen nie prüfbar.',
    },
    ground: {
      name: 'Woraus ein Urteil berechnet ist',
      says: () =>
        'Aus jedem Eintrag des Journals vor einer Stelle. Mit denselben Einträgen kommt jeder zum selben Urteil; es ändert sich mit neuen Daten und behält seinen Verlauf.',
    },
    holds: {
      name: 'Was eine Aufbewahrungspflicht erfasst, und was entfernt wurde',
      says: () =>
        'Die Einträge des Journals, die sie auswählt, nach Art, gezählt bis zu einer Stelle. Was entfernt wurde, und was eine Pflicht davor bewahrte, wird bei jedem Entfernen gezählt.',
    },
    retention: {
      name: 'Wie lange Signale bewahrt werden',
      says: (days) =>
        `So lange der Betreiber sagt, mindestens: ${days}. Von einem entfernten Eintrag bleibt die Prüfsumme, so dass sich das Journal weiter prüfen lässt.`,
    },
    due: {
      name: 'Fristen',
      says: (soon, done) =>
        `Zeiten sind streng gezählt, auf die Minute. Bald fällig nennt der Kalender, was so nahe ist: ${soon}. Was erledigt ist, zeigt er so lange: ${done}.`,
    },
    alerts: {
      name: 'Benachrichtigungen',
      says: (attempts) =>
        `Was sich nicht zustellen lässt, wird ${attempts}-mal versucht, in immer größeren Abständen, und dann dort abgelegt, wo der Betreiber es sieht. Was innerhalb weniger Sekunden geschieht, ist eine Nachricht. Eine Wiedergabe benachrichtigt nie.`,
    },
  },
  kinds: {
    heading: 'Gemessen, wiedergegeben, nachgebildet',
    words:
      'Gemessene Zahlen treffen hier ein, während es geschieht. Eine Wiedergabe spielt echte Meldungen von früher noch einmal ab. Eine Nachbildung entsteht aus veröffentlichten Zahlen über ein Ereignis; niemand hat diese Werte gemessen, und jede Seite, die sie zeigt, sagt es.',
  },
  cannot: {
    heading: 'Was sich hier nicht sagen lässt',
    who: 'Wer hinter einer Störung steht. Nie wird ein Täter genannt.',
    silence: 'Ob ein Dienst läuft, wenn niemand meldet: Schweigen ist kein Beweis.',
    why: 'Warum er gestört ist, aus Meldungen allein.',
  },
  privacy: {
    heading: 'Datenschutz',
    words:
      'Keine Adresse von Meldenden wird gespeichert: nur Land und Netz, zu denen sie gehört, und ein Pseudonym, dessen Schlüssel nach Plan vernichtet wird. Von Besuchern in Zugriffsprotokollen wird keine Adresse gespeichert, außer der Betreiber des Dienstes verlangt die häufigsten.',
  },
};
