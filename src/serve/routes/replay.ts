/** The speed of a replay, chosen with a plain form; only the demo has replays to steer. */
import { refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { small } from './refusals.ts';

export const addReplay: AddRoutes = (app, { replay, pages, page }) => {
  if (replay === undefined) return;
  app.post('/replay', small, async (c) => {
    if (isForeignForm(c)) return c.redirect('/', 303);
    const { timeline, speed } = await c.req.parseBody();
    const known = replay.setSpeed(String(timeline), Number(speed));
    if (!known) {
      return answerProblem(
        c,
        refuse(422, 'no-such-replay', 'No such replay', 'Send timeline and speed (0 to 100000) of a replay.'),
        page(),
      );
    }
    pages.clear();
    return c.redirect(ownPath(c.req.header('referer')), 303);
  });
};

/** Back to where the form stood, and nowhere else. */
function ownPath(referer: string | undefined): string {
  return referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : '/';
}
