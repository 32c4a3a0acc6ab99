/** Laws of English articles: the press's ways of saying one thing are read as it, and figures that are not of this failure are left alone. */
import { describe, expect, test } from 'vitest';
import { readArticle } from '../extract.ts';

/** What is read in a sentence that stands in an article about an outage, as short words. */
function read(sentence: string): string[] {
  const { statements } = readArticle(`The service suffered an outage.\n${sentence}`);
  return statements.map(({ measure }) => {
    if ('number' in measure) return `${measure.kind} ${Math.round(measure.number.value * 100) / 100}`;
    if ('at' in measure) return `${measure.kind} ${measure.at.clock}`;
    if ('text' in measure) return `error ${measure.text}`;
    return 'areas' in measure ? `${measure.kind} ${measure.areas.join()}` : measure.kind;
  });
}
const speakers = (text: string): string[] => readArticle(text).speakers.map(({ name }) => name);

describe('is read', () => {
  test.each<[string, string[]]>([
    ['Payments failed at twenty to seven and were fixed at five past nine.', ['onset 06:40', 'end 09:05']],
    ['Gates stood open from half past four in the morning to eight o’clock.', ['onset 04:30', 'end 08:00']],
    ['It was unavailable from 3.00 to 5.30 p.m. on Saturday.', ['onset 15:00', 'end 17:30']],
    ['At 11:20 UTC the network began to drop traffic.', ['onset 11:20']],
    ['Two hours later, at 16:30, most services had recovered.', ['end 16:30']],
    ['Normal service resumed at 6.40pm.', ['end 18:40']],
    ['The tills were out of action for 3½ hours.', ['duration 210']],
    ['That’s nearly two and a half hours.', ['duration 150']],
    ['Duration: 1h 47m', ['duration 107']],
    ['It took 62 hours to fix.', ['duration 3720']],
    ['Mitigation was complete for a total impact of 89 minutes.', ['duration 89']],
    ['As many as 23,000 people lost signal.', ['count 23000']],
    ['Some 8.5 million machines were affected by the update.', ['count 8500000']],
    ['About 11,000 flights were delayed and 1,300 cancelled.', ['count 11000', 'count 1300']],
    ['The clinic had to postpone 164 outpatient appointments.', ['count 164']],
    ['Only 3,000 of the 45,000 tickets were scanned.', ['count 3000']],
    ['It was the operator’s fourth in 2025.', ['waves 4']],
    ['That is three times since Monday!', ['waves 3']],
    [
      'The app displayed the message “We are unable to process your request”.',
      ['error We are unable to process your request'],
    ],
    ['Error messages reading ‘Cannot connect to server’ appeared.', ['error Cannot connect to server']],
    ['Many saw the code 0x80070005.', ['error 0x80070005']],
    ['The issue was down to an expired certificate.', ['cause']],
    ['A bad configuration push took out the log-in servers.', ['cause']],
    ['Engineers blamed a fibre cut between two towns.', ['cause']],
  ])('%s', (sentence, wanted) => expect(read(sentence)).toEqual(wanted));
});

describe('is no statement about this failure', () => {
  test.each([
    'The company, which employs 14,000 people, has 60 million customers.',
    'Its contract promises 99.95% availability and credits of 10 per cent.',
    'In March 2021 a similar outage lasted eight hours and hit 2.3 million homes.',
    'Last year’s blackout affected 30,000 customers for three days.',
    'Passengers queued for up to 90 minutes.',
    'The system handles some 200,000 transactions a day.',
    'At 10:15 the company posted a first notice.',
    'Call the hotline between 9am and 5pm.',
    'We expect a full recovery within the next two hours.',
    'Why salmon prices rose 14 percent.',
    'More than half of those polled said they would leave.',
    'The printers will be off from 13:00 to 15:00 tomorrow.',
    'Engineers have resolved the issue causing trouble.',
  ])('%s', (sentence) => expect(read(sentence)).toEqual([]));
});

test('who speaks in transcripts, scripts, forums and figures is named', () => {
  expect(
    speakers(
      'With engineer Halvard Brekke.\nHOST: How bad was it?\nBREKKE: Some 71 percent of probes failed.\nHOST: Thank you.',
    ),
  ).toEqual(['Halvard Brekke']);
  expect(speakers('(CLIP: Farego boss Adaeze Whitlock) “Around 1,200 taps failed in the outage.”')).toEqual([
    'Adaeze Whitlock',
  ]);
  expect(
    speakers('**u/pixelmoth** (OP): all down since 23:50, 40 boxes offline\n\n**u/ravenclod**: same outage here'),
  ).toEqual(['pixelmoth', 'ravenclod']);
  expect(speakers('During the outage the trust said 200 appointments were lost.')).toEqual(['the trust']);
  expect(speakers('The figure from the airport authority was 6,850 passengers held up by the outage.')).toEqual([
    'airport authority',
  ]);
  expect(speakers('Was Skylark hacked? The outage is over.')).toEqual([]);
});

test('what was denied as a cause is told as denied', () => {
  const [only] = readArticle('The outage is over. It was not a cyber attack, the minister said.').statements;
  expect(only).toMatchObject({ measure: { kind: 'cause' }, mode: 'denied' });
});
