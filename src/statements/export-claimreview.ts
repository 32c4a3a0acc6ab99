/** schema.org ClaimReview of one statement. The words of the verdict are the rating; there is no number for "it depends". */
import type { ToldIncident, ToldStatement } from './told.ts';
import type { VerdictWord } from './why.ts';

/** Only verdicts that go one way have a value. */
const VALUES: Readonly<Partial<Record<VerdictWord, number>>> = { contradicted: 1, supported: 5 };

export function claimReview(incident: ToldIncident, one: ToldStatement): object {
  const value = VALUES[one.verdict];
  return {
    '@context': 'https://schema.org',
    '@type': 'ClaimReview',
    url: `${incident.base}/statements/${encodeURIComponent(one.id)}`,
    datePublished: one.recordedAt.slice(0, 10),
    author: { '@type': 'Organization', name: incident.observatory, url: incident.base },
    claimReviewed: one.quote,
    itemReviewed: {
      '@type': 'Claim',
      author: { '@type': 'Thing', name: one.speaker, ...(one.role === null ? {} : { description: one.role }) },
      ...(one.saidAt === null ? {} : { datePublished: one.saidAt.slice(0, 10) }),
      ...(one.url === null ? {} : { appearance: { '@type': 'CreativeWork', url: one.url } }),
    },
    reviewRating: {
      '@type': 'Rating',
      alternateName: one.verdict,
      ratingExplanation: one.why,
      ...(value === undefined ? {} : { ratingValue: value, bestRating: 5, worstRating: 1 }),
    },
  };
}
