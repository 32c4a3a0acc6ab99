/** The speed of a replay, chosen with a plain form; only the demo has replays to steer. */
import { isRefusal, refuse } from '../../doors/refusal.ts';
import { answerProblem } from '../problem.ts';
import { isForeignForm } from '../sender.ts';
import type { AddRoutes } from '../serving.ts';
import { small } from './refusals.ts';
import { readForm } from './reports.ts';

export const addReplay: AddRoutes = (app, { replay, pages, page }) => {
  if (replay === undefined) return;
  app.post('/replay', small, async (c) => {
    if (isForeignForm(c)) return c.redirect('/', 303);
    const form = await readForm(c);
    if (isRefusal(form)) return answerProblem(c, form, page(c));
    const { timeline, speed } = form;
    const known = typeof speed === 'string' && speed.trim() !== '' && replay.setSpeed(String(timeline), Number(speed));
    if (!known) {
      return answerProblem(
        c,
        refuse(422, 'no-such-replay', 'No such replay', 'Send timeline and speed (0 to 100000) of a replay.'),
        page(c),
      );
    }
    pages.clear();
    return c.redirect(ownPath(c.req.header('referer')), 303);
  });
};

/** Back to where the form stood, and nowhere else. */
function ownPath(referer: string | undefined): string {
  const path = referer !== undefined && URL.canParse(referer) ? new URL(referer).pathname : '/';
  // Two slashes at the start would name another host.
  return path.replace(/^\/+/, '/');
}
