/** What a walk through a list is: how it is read page by page, and what others do to it in between. */
import type { Id } from '@/lib/platform/ids';
import type { PagedList } from '@/lib/platform/paging/page-token';
import type { TestOrg } from '../make-org';

export interface Page {
  ids: Id[];
  /** What the next page is asked for by; null on the last. */
  next: string | null;
}

export interface Walk {
  /** What the list holds as the walk begins. */
  ids: readonly Id[];
  read(next: string | null): Promise<Page>;
  /** What others do behind a page. @returns ids that were not in the list throughout, or not at one place of it. */
  meanwhile(page: Page, n: number): Promise<Id[]>;
}

/** Lists that are read behind an id, which is the place itself: it is compared, and no row is looked for by it. */
export const LISTS_BY_ID = [
  'audit',
  'review',
  'timeline',
  'notices',
  'mails',
  'deliveries',
  'chat.queue',
  'chat.deletion',
  'chat.bin',
  'api.coql',
  'export.records',
  'export.cells',
] as const;

export type WalkedList = PagedList | (typeof LISTS_BY_ID)[number];

/** Makes one in an org of its own. */
export type MakeWalk = (org: TestOrg) => Promise<Walk>;

export const FEW = 23;
export const PER_PAGE = 5;
export const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Array.from({ length: count }).reduce<Promise<T[]>>(
    async (made, _, n) => [...(await made), await make(n)],
    Promise.resolve([]),
  );
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const idsIn = (rows: { id: Id }[] | undefined): Id[] => (rows ?? []).map(({ id }) => id);

/** Those at the edge go, and one more comes. */
export const edgesGo =
  (remove: (id: Id) => Promise<unknown>, add: () => Promise<unknown>): Walk['meanwhile'] =>
  async ({ ids }) => {
    const edge = ids.at(-1);
    if (edge) await remove(edge);
    await add();
    return edge ? [edge] : [];
  };
