import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { placeOrStart, writePageToken } from '@/lib/platform/paging/page-token';
import { shownName, userNames } from './names';
import { RECYCLE_BIN_DAYS } from './recycle';

export interface DeletedRecord {
  id: Id;
  /** Never made of protected fields. */
  name: string;
  deletedAt: string;
  deletedBy: string;
  /** Days until it is deleted for good; 0 on the last one. */
  daysLeft: number;
  /** Whether the asker may restore it or delete it for good. */
  changeable: boolean;
}

export interface DeletedPage {
  records: DeletedRecord[];
  /** For the page before this one, and behind it; null where there is none. */
  previous: string | null;
  next: string | null;
}

export interface DeletedRequest {
  /** `next` or `previous` of another page. */
  after?: string;
  before?: string;
  /** At most 200. */
  perPage?: number;
  now?: Date;
}

interface Row {
  id: Id;
  name: string | null;
  deleted_at: string;
  /** The same to the microsecond. */
  at: string;
  deleted_by: Id | null;
  changeable: boolean;
}

interface BinPlace {
  at: string;
  id: Id;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The modules whose recycle bin the asker may open. */
export function listBins(ctx: Context): Promise<{ apiName: string; plural: string }[]> {
  return readInOrg(ctx.orgId, async (tx) =>
    (await metadataFor(tx, ctx)).modules
      .filter(({ apiName }) => canInModule(ctx.rights, apiName, 'view') && canInModule(ctx.rights, apiName, 'delete'))
      .map(({ apiName, plural }) => ({ apiName, plural })),
  );
}

/** A page of a module's recycle bin, the last deleted first. @throws forbidden without the right to delete; not_found */
export function listDeleted(ctx: Context, moduleName: string, request: DeletedRequest = {}): Promise<DeletedPage> {
  return readInOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), moduleName);
    assertModuleRight(ctx, module, 'view');
    assertModuleRight(ctx, module, 'delete');
    const perPage = Math.min(Math.max(request.perPage ?? 50, 1), 200);
    const keys = await keysOf(tx);
    const asked = { list: 'recycle_bin', by: module.id } as const;
    const edge = placeOrStart<BinPlace>(keys, asked, request.after ?? request.before);
    const backwards = edge !== null && request.after === undefined;
    const inBin = visibleRecords(tx, ctx, module, 'deleted');
    const seek = edge
      ? tx.sql`(deleted_at, id) ${tx.sql.unsafe(backwards ? '>' : '<')} (${edge.at}::text::timestamptz, ${edge.id}::bigint)`
      : tx.sql`true`;
    const direction = tx.sql.unsafe(backwards ? 'asc' : 'desc');
    const rows = await tx.sql<Row[]>`
      select id, name, deleted_at, deleted_at::text as at, deleted_by, ${changeableRecord(tx, ctx, module)} as changeable from records
      where ${inBin} and ${seek} order by deleted_at ${direction}, id ${direction} limit ${perPage + 1}`;
    const more = rows.length > perPage;
    const shown = backwards ? rows.slice(0, perPage).reverse() : rows.slice(0, perPage);
    const token = (row: Row | undefined, there: boolean) =>
      row && there ? writePageToken<BinPlace>(keys, asked, { at: row.at, id: row.id }).token : null;
    const users = await userNames(tx, [...new Set(shown.map((row) => row.deleted_by).filter((by) => by !== null))]);
    const now = (request.now ?? clock.now()).getTime();
    return {
      records: shown.map((row) => ({
        id: row.id,
        name: shownName(module, row),
        deletedAt: new Date(row.deleted_at).toISOString(),
        deletedBy: users[row.deleted_by ?? ''] ?? 'A former user',
        daysLeft: daysLeft(new Date(row.deleted_at).getTime(), now),
        changeable: row.changeable,
      })),
      previous: token(shown[0], backwards ? more : edge !== null),
      next: token(shown.at(-1), backwards || more),
    };
  });
}

const daysLeft = (deletedMs: number, nowMs: number): number =>
  Math.max(0, Math.ceil((deletedMs - nowMs) / DAY_MS) + RECYCLE_BIN_DAYS);
