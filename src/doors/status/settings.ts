/** Vendors' status pages, as services.yaml names them. */
import { z } from 'zod';
import { readTarget } from '../probe/settings.ts';

const PAGES_MAX = 8;
const EVERY_SECONDS = 120;

const PageUrl = z
  .string()
  .max(2_048)
  .refine((text) => {
    const target = readTarget(text);
    return typeof target !== 'string' && target.scheme.startsWith('http');
  }, 'a URL that starts with http:// or https://');

const Name = z.string().trim().min(1).max(100);

const PageObject = z.strictObject({
  url: PageUrl,
  name: Name.optional(),
  by: z.enum(['service', 'edge', 'dns', 'hosting', 'network']).default('service'),
  component: Name.optional(),
  everySeconds: z.number().int().min(5).max(3_600).default(EVERY_SECONDS),
});

export const StatusSetting = z
  .array(z.union([PageUrl.transform((url) => PageObject.parse({ url })), PageObject]))
  .max(PAGES_MAX)
  .transform((pages) => pages.map((page) => ({ ...page, name: page.name ?? new URL(page.url).host })))
  .refine(
    (pages) => new Set(pages.map(({ name }) => name)).size === pages.length,
    'two pages have one name: name them',
  );

export type StatusPage = z.infer<typeof StatusSetting>[number];

/** A service, and the pages that speak of it. */
export interface ServiceStatuses {
  readonly service: string;
  readonly pages: readonly StatusPage[];
}
