/** Assignment and Grade Services 2.0: line items and results of a platform's gradebook. */
import * as z from 'zod';
import { type Access, jsonOf, ServiceError } from './access.ts';
import { scopes } from './claims.ts';
import type { Platform } from './platforms.ts';

const types = {
  item: 'application/vnd.ims.lis.v2.lineitem+json',
  items: 'application/vnd.ims.lis.v2.lineitemcontainer+json',
  results: 'application/vnd.ims.lis.v2.resultcontainer+json',
} as const;
/** Marks the line item that is ours among others of the same resource link. */
const TAG = 'invigil-exam';
const MAX_PAGES = 200;

const LineItem = z.object({
  id: z.url(),
  label: z.string().optional(),
  scoreMaximum: z.number().optional(),
  tag: z.string().nullish(),
  resourceLinkId: z.string().nullish(),
});
export type LineItem = z.infer<typeof LineItem>;
const Result = z.object({
  userId: z.string().min(1).max(255),
  resultScore: z.number().nullish(),
  resultMaximum: z.number().nullish(),
  timestamp: z.string().nullish(),
});
export type GradebookResult = z.infer<typeof Result>;

/** An address with one more path segment, before its query (AGS 2.0, 3.2.3: line items may carry a query). */
export function under(url: string, segment: string): string {
  const address = new URL(url);
  address.pathname = `${address.pathname.replace(/\/$/, '')}/${segment}`;
  return address.href;
}
/** The next page named by a `Link` header (RFC 8288), or null. */
export const nextOf = (link: string | null): string | null => /<([^>]+)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1] ?? null;

export function createGrades(access: Access) {
  const pages = async <T>(
    platform: Platform,
    from: string,
    scope: string,
    accept: string,
    schema: z.ZodType<T>,
  ): Promise<T[]> => {
    const all: T[] = [];
    let url: string | null = from;
    for (let page = 0; url !== null; page++) {
      if (page === MAX_PAGES) throw new ServiceError(502, `The list goes on for more than ${MAX_PAGES} pages.`);
      const reply: { text: string; link: string | null } = await access.call(platform, { url, scope, accept });
      const parsed = z.array(schema).safeParse(jsonOf(reply.text));
      if (!parsed.success) throw new ServiceError(502, `The list cannot be read: ${parsed.error.issues[0]?.message ?? ''}`);
      all.push(...parsed.data);
      url = nextOf(reply.link);
    }
    return all;
  };
  return {
    /** Our line item of a resource link: the one that is there, or a new one. Two at once would find the first. */
    async ensureLineItem(platform: Platform, items: string, resource: string, label: string, max: number): Promise<string> {
      const query = new URL(items);
      query.searchParams.set('resource_link_id', resource);
      query.searchParams.set('tag', TAG);
      const known = await pages(platform, query.href, scopes.lineItem, types.items, LineItem);
      const own = known.find(({ tag, resourceLinkId }) => tag === TAG && (resourceLinkId ?? resource) === resource);
      if (own) return own.id;
      const { text } = await access.call(platform, {
        method: 'POST',
        url: items,
        scope: scopes.lineItem,
        accept: types.item,
        contentType: types.item,
        body: JSON.stringify({ label, scoreMaximum: max, resourceLinkId: resource, tag: TAG }),
      });
      const made = LineItem.safeParse(jsonOf(text));
      if (!made.success) throw new ServiceError(502, 'The platform made a line item and did not say where it is.');
      return made.data.id;
    },
    /** Every result of a line item, all pages. @throws ServiceError */
    results: (platform: Platform, lineItem: string): Promise<GradebookResult[]> =>
      pages(platform, under(lineItem, 'results'), scopes.results, types.results, Result),
  };
}
export type Grades = ReturnType<typeof createGrades>;
