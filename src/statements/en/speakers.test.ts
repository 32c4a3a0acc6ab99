/** Who says it, in the ways that the press attributes words; each row is one habit, with names that nobody bears. */
import { describe, expect, test } from 'vitest';
import { readArticle } from '../extract.ts';

const speakersIn = (text: string): string[] => readArticle(text).speakers.map(({ name }) => name);

describe('a sentence names who speaks', () => {
  test.each([
    ['Nadia Orlov said the site was down.', 'Nadia Orlov'],
    ['“We are looking into it,” Nadia Orlov said.', 'Nadia Orlov'],
    ['“We are looking into it,” said Nadia Orlov, chief executive of Gridline.', 'Nadia Orlov'],
    ['“We are looking into it,” said Gridline spokeswoman Nadia Orlov.', 'Nadia Orlov'],
    ['"We are looking into it", wrote Orlov on her own platform.', 'Orlov'],
    ['Nadia Orlov, who bought the firm in 2022, told a television host that it was an attack.', 'Nadia Orlov'],
    ['Nadia Orlov, director of Netline, which monitors the connectivity of web services, said it fit.', 'Nadia Orlov'],
    ['Nadia Orlov (pictured) said the outage was over.', 'Nadia Orlov'],
    ['Nadia Orlov, 34, from Leeds, told the BBC she could not log in.', 'Nadia Orlov'],
    [
      'Prof Nadia Orlov, a cybersecurity expert at the University of Harrow, told the Courier: “It is likely.”',
      'Nadia Orlov',
    ],
    ['Professor Nadia Orlov said so.', 'Nadia Orlov'],
    ['Netline director Nadia Orlov said the outage was global.', 'Nadia Orlov'],
    ['Netline’s Nadia Orlov said the outage was global.', 'Nadia Orlov'],
    ['Nadia Orlov of the cybersecurity firm Recorded Past said it was a botnet.', 'Nadia Orlov'],
    [
      'Nadia Orlov, a former head of the agency’s cyber unit (NCU), told Radio 4’s Today programme it was unlikely.',
      'Nadia Orlov',
    ],
    ['It was an attack, Orlov claimed in a post on X.', 'Orlov'],
    ['In an interview on Monday with Larry Grant on Fox, Orlov claimed the traffic came from abroad.', 'Orlov'],
    ['In a post on X, Orlov wrote that it was a massive attack.', 'Orlov'],
    ['Orlov took to X to say that the site was under attack.', 'Orlov'],
    ['Orlov later went on to claim that it was a large group.', 'Orlov'],
    ['Orlov appeared on Fox Business, saying the addresses came from abroad.', 'Orlov'],
    ['On Monday, Orlov, the platform’s owner, blamed a cyberattack.', 'Orlov'],
    ['Its president, Hélène Vasseur, estimates that 200,000 people were affected.', 'Hélène Vasseur'],
    ['The company’s chief technology officer, Ravi Menon, said the fix was in place.', 'Ravi Menon'],
    ['Chief executive Ravi Menon said the fix was in place.', 'Ravi Menon'],
    ['"It was us," Ravi Menon, the chief executive, admitted on Tuesday.', 'Ravi Menon'],
    ['“What we are seeing,” says Ravi Menon, chief security officer of the carrier Zenta, “is a flood.”', 'Ravi Menon'],
    ['Ravi Menon: “It was a massive attack.”', 'Ravi Menon'],
    ['Asked about the outage, Ravi Menon replied: “No comment.”', 'Ravi Menon'],
    ['US Senator Ravi Menon accused the firm of negligence, saying: “They were warned.”', 'Ravi Menon'],
    ['Cybersecurity firm Basalt Labs says it saw a botnet.', 'Basalt Labs'],
    ['The hacking group Night Heron claimed responsibility on Telegram.', 'Night Heron'],
    ['Responsibility was claimed by a group called Night Heron.', 'Night Heron'],
    ['The outage was confirmed by Gridline on its status page.', 'Gridline'],
    ['Gridline said in a statement that it was working on a fix.', 'Gridline'],
    ['Gridline’s status page said the incident was resolved.', 'Gridline'],
    ['According to Gridline’s status page, the incident was resolved at 09:45 UTC.', 'Gridline'],
    ['More than 40,000 users reported problems, according to Downdetector.', 'Downdetector'],
    [
      'More than 40,000 users reported problems, according to data from the outage tracking website Downdetector.com.',
      'Downdetector',
    ],
    ['Outage tracker Downdetector showed more than 40,000 reports.', 'Downdetector'],
    ['Downdetector, which tracks outages, logged over 40,000 reports by 10 a.m.', 'Downdetector'],
    ['Data from Downdetector showed more than 40,000 reports.', 'Downdetector'],
    ['Reports on Downdetector peaked at 40,000.', 'Downdetector'],
    ['Netline reported that traffic fell by half.', 'Netline'],
    ['“The drop is consistent with an attack,” Netline wrote.', 'Netline'],
    ['As per Netline, traffic fell by half.', 'Netline'],
    ['The outage hit Europe as well, Netline data shows.', 'Netline'],
    ['The Ministry of Transport said trains were not affected.', 'Ministry of Transport'],
    ['Reuters reported that 40,000 users were affected.', 'Reuters'],
    ['A spokesperson for Gridline told the Courier that it was over.', 'spokesperson for Gridline'],
    ['A Gridline spokesperson said: “We are sorry.”', 'Gridline spokesperson'],
    ['“We are sorry,” said a spokesperson for Gridline.', 'spokesperson for Gridline'],
    ['An industry source, speaking on condition of anonymity, said the attack came in waves.', 'industry source'],
    ['Two people familiar with the matter said a router failed.', 'Two people familiar with the matter'],
    ['Researchers at Basalt Labs said the botnet was small.', 'Researchers at Basalt Labs'],
    ['One user wrote: “It has been down all day.”', 'One user'],
    ['The network failed and Orlov said sorry.', 'Orlov'],
    ['— Ravi Menon (@rmenon) March 10, 2025', 'Ravi Menon'],
    ['Orlov’s claim that the attack came from abroad has not been verified.', 'Orlov'],
  ])('%s', (text, name) => {
    expect(speakersIn(text)).toEqual([name]);
  });
});

describe('nobody speaks in', () => {
  test.each([
    'Users reported problems with the app on Monday.',
    'Gridline did not immediately respond to a request for comment.',
    'Gridline declined to say how many users were affected.',
    'The outages reported on Monday lasted two hours.',
    'More than 40,000 reports were filed by 10 a.m.',
    'Gridline had an outage in March.',
    'Customers in Leeds noticed the outage first.',
    'The claims have not been verified.',
    'User reports fell to 2,000 by noon.',
    'Hundreds of posts on social media showed blank pages.',
    'The site was called “unusable”.',
    'There were more than 21,000 reports from users in the United States.',
  ])('%s', (text) => {
    expect(speakersIn(text)).toEqual([]);
  });
});

describe('words go on with the speaker who was named', () => {
  const saidBy = (text: string) => readArticle(text).statements.map(({ speaker }) => speaker);
  test('in the sentences of a quotation and after a pronoun', () => {
    expect(
      saidBy(
        '“It fell three times,” said Nadia Orlov of Netline. “We counted 60,000 reports.” She added that it lasted two hours.',
      ),
    ).toEqual(['Nadia Orlov', 'Nadia Orlov', 'Nadia Orlov']);
  });
  test('in a quotation over several paragraphs', () => {
    expect(
      saidBy(
        '“It fell three times,” said Nadia Orlov. “We are sorry.\n\n“We counted 60,000 reports on the day of the outage.”',
      ),
    ).toEqual(['Nadia Orlov', 'Nadia Orlov']);
  });
  test('in a paragraph that is announced', () => {
    expect(saidBy('Nadia Orlov wrote on X:\n\n“We counted 60,000 reports of the outage.”')).toEqual(['Nadia Orlov']);
  });
  test('after a surname, an office or “the company”', () => {
    const text =
      'Gridline chief executive Nadia Orlov said the outage was over. Orlov said it hit 60,000 users. The chief executive added that it lasted two hours. Gridline said it was sorry. The company said there were three waves of attacks.';
    expect(saidBy(text)).toEqual(['Nadia Orlov', 'Nadia Orlov', 'Gridline']);
    expect(speakersIn(text)).toEqual(['Nadia Orlov', 'Gridline']);
  });
  test('a man and a woman are not told apart: the last person who spoke is meant', () => {
    expect(
      saidBy('Ana Ruiz said it was over. Tom Beck disagreed. He said it hit 60,000 users during the outage.'),
    ).toEqual(['Tom Beck']);
  });
});
