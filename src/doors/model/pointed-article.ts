/** An article as the rules read it, and beside it what a model pointed at, if somebody asked for that. */
import { type Article, readArticle, textOf } from '../../statements/extract.ts';
import { type Pointed, withPoints } from '../../statements/points.ts';
import { askModel } from './ask-model.ts';
import type { ModelSetting } from './settings.ts';

export type PointedArticle = Article & { readonly pointed?: Pointed };

/** @param model the one to ask; none is asked without it */
export async function pointedArticle(
  source: string,
  { day, lang, model }: { day?: number | undefined; lang?: string | undefined; model?: ModelSetting | undefined },
): Promise<PointedArticle> {
  const article = readArticle(source, day, lang);
  if (model === undefined) return article;
  const answer = await askModel(model, textOf(source).join('\n\n'));
  if ('problem' in answer) return { ...article, pointed: { model: model.name, problem: answer.problem, dropped: [] } };
  return withPoints(article, source, answer.points, model.name, answer.unread);
}
