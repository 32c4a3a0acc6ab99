/** How the figures come about, in plain words, with the constants of the code itself. */
import { MERGE_MINUTES } from '../../core/episode.ts';
import { FEW } from '../../core/independence.ts';
import { REPORTER_WINDOW_MINUTES } from '../../core/reporters.ts';
import { OVER_MINUTES } from '../../core/watch.ts';
import { DEFAULT_BUDGET } from '../../model/budget.ts';
import { SYMPTOMS } from '../../model/symptom.ts';
import type { State } from '../../words/en/states.ts';
import { ENGLISH } from '../../words/words.ts';
import type { PageContext } from './context.ts';
import { html } from './html.ts';
import { page } from './layout.ts';
import { stateMark } from './marks.ts';

const { counts, duration, spelled, states } = ENGLISH;
const STATES: readonly State[] = ['confirmed', 'possible', 'none', 'over', 'unknown', 'withdrawn'];

export function methodologyPage(context: PageContext): string {
  const main = html`<article class="prose" lang="en">
<h1>How the figures come about</h1>
<p class="intro">${context.name} counts what people report, compares it with what is usual for that service at that hour, and says how
surely the difference is more than chance. Everything it shows can be computed again from the journal that it keeps.</p>

<h2>What the states mean</h2>
<dl class="states">${STATES.map((state) => html`<div><dt>${stateMark(ENGLISH, state)}</dt><dd>${states.meanings[state]}</dd></div>`)}</dl>

<h2>What is counted</h2>
<p>One report is one person saying that a service fails: ${SYMPTOMS.map((symptom, index) => html`${index > 0 ? ', ' : ''}“${states.symptoms[symptom]}”`)}.
A person counts once for a service in ${duration(REPORTER_WINDOW_MINUTES)}, however often the button is pressed. A count of reports is not a count of
users: most people who are affected never report.</p>
<p>A step in which nobody was listening is shown hatched, as “not counted”. It is not zero, and nothing is concluded from it.</p>

<h2>What is usual</h2>
<p>Each service has a baseline: the range of counts to be expected at that hour of that weekday, learnt from its own past without its
past outages, and from services like it while its own past is short. In charts the dashed line is the expected count and the
grey band reaches up to where counts are still unremarkable.</p>

<h2>From an excess to “possible” and “confirmed”</h2>
<p>At every step the evidence for an excess is computed over all lengths of time at once: how much better “the count has risen”
explains what was counted than “all is as usual” does. It is a log likelihood ratio, given in nats; 4.6 nats is a hundred to one.</p>
<p>The threshold follows from one promise, the false-alarm budget. By default it allows, for one service,
${counts.falseAlarms(DEFAULT_BUDGET.possiblePerMonth)} of the tier “possible” a month and
${counts.falseAlarms(DEFAULT_BUDGET.confirmedPerYear)} of the tier “confirmed” a year. The budget in force is on each service's page.</p>
<p>Confirmation also needs independence. The networks that bring most of the excess, up to ${spelled(FEW).toLowerCase()}, are left out, and the reports of all others
have to be an excess by themselves. Few networks can never confirm an incident, because the trouble may be their own. Where reports
were counted elsewhere, how independent they are is unknown, and the page says so.</p>
<p>A failure that only one country has, or one symptom, can drown in the count of all reports. So each is counted by itself too, and
the budget is shared among them: looking in more places does not raise the number of false alarms.</p>

<h2>Waves</h2>
<p>A wave is one rise and fall of the excess inside an incident. How many there are depends on how long a lull must be to end one,
so an incident's page shows the number for every length of lull.
A rise within ${duration(MERGE_MINUTES)} after the excess is over still belongs to the same incident. A service shows for ${duration(OVER_MINUTES)} that an
incident is over.</p>

<h2>Traffic, and what kind of failure it was</h2>
<p>Where the operator lets the observatory read along, access logs are counted minute by minute: requests, failures, how many clients, and the
countries and networks that their addresses are registered in. A minute without a line is unknown, not zero. No request and no address is kept.</p>
<p>An incident's page weighs ten kinds of failure against each other, from traffic, checks and reports together. Each has a likelihood, in the words of
a stated scale, and apart from it a confidence: how much of what matters was seen. What speaks for and against, what could not be seen and what would
change the answer stand beside it. Without a log, whether it was an attack cannot be tested, and the page says that.</p>

<h2>Seen from outside, and what vendors say</h2>
<p>Probes look from places that the operator names, each kept apart. Two places that fail together with the reports confirm them; one place alone never
does, and a place that is silent is not well. Where several causes look alike from outside, all of them are named. A vendor's own status page is shown as
its word, with the time that passed before it said so; a page that cannot be read is unknown. Services that fail together are weighed: what they
share, whether one is only blamed for a larger neighbour, or chance.</p>

<h2>Measured, replayed, reconstructed</h2>
<p><b>Measured</b> counts arrive here as things happen. A <b>replay</b> plays real reports of the past again. A <b>reconstruction</b> is made
from figures that were published about an event; nobody measured those counts, and every page that shows them says so.</p>

<h2>What this cannot tell</h2>
<ul><li>Who is behind a failure. No perpetrator is ever named.</li>
<li>Whether a service works when nobody reports: silence is not proof.</li>
<li>Why it fails, from reports alone.</li></ul>

<h2>Privacy</h2>
<p>No address of a reporter is stored: only the country and network it belongs to, and a pseudonym whose key is destroyed on schedule. Of visitors in access logs, no address is stored unless the operator of the service asks for the most frequent ones.</p>
<h2>What is said about an incident</h2>
<p>Statements are recorded as said, with their speakers. The words of most may mean several things: every reading is answered from what was counted, and the verdict says whether it
depends on the reading. What was not seen is “not enough data”. Who was responsible, why, and who paid is never testable from telemetry, and addresses say where
machines are registered, not who sends through them.</p>
</article>`;
  return page({
    title: 'How the figures come about',
    description: 'What is counted, what is usual, and when a failure is called confirmed.',
    context,
    main,
    current: 'methodology',
  });
}
