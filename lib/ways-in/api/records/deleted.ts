import { z } from 'zod';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { shownName } from '@/lib/crm/records/names';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { Asked } from '@/lib/platform/paging/page-token';
import { wholeNumber } from '@/lib/platform/read-input';
import { apiTime } from '../api-time';
import { type Endpoint, json, modulesNeed, nothing } from '../endpoint';
import { readQuery } from '../read-query';
import { openPage, pageTokenSchema } from './page-token';
import { peopleOf } from './people';
import { type Reading, reading } from './reading';

const querySchema = z.object({
  type: z.enum(['all', 'recycle', 'permanent']).optional(),
  page: wholeNumber(1, 10).optional().describe('Up to the 10th page; further by page_token'),
  per_page: wholeNumber(1, 200).optional(),
  page_token: pageTokenSchema,
});

interface BinPlace {
  at: string;
  id: Id;
}

interface DeletedRow {
  id: Id;
  name: string | null;
  at: string;
  /** The same to the microsecond. */
  exactly: string;
  /** Null for what is no person: a job. */
  by: Id | null;
  type: 'recycle' | 'permanent';
}

/** Records of the recycle bin, and ids of those deleted for good, the last deleted first. */
export const deletedEndpoint: Endpoint = {
  method: 'get',
  path: '/crm/v8/{module}/deleted',
  tag: 'Records',
  summary: 'List deleted records',
  need: modulesNeed('READ'),
  query: querySchema,
  answers: { 200: 'DeletedList', 204: 'Nothing found' },
  async run(call) {
    const { type = 'all', per_page: perPage = 200, ...given } = readQuery(querySchema, call.query);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, ctx, module } = about;
      assertModuleRight(ctx, module, 'delete');
      const asked: Asked = { list: 'api.deleted', by: [module.id, type] };
      const page = openPage<BinPlace>(await keysOf(tx), asked, given);
      const behind = { place: page.place, skip: page.skipped(perPage) };
      const rows = await readDeleted(about, type, behind, perPage + 1);
      if (rows.length === 0) return nothing();
      const { shown, info } = page.cut(rows, perPage, ({ exactly, id }) => ({ at: exactly, id }));
      const people = await peopleOf(tx, [...new Set(shown.map(({ by }) => by).filter((by) => by !== null))]);
      const data = shown.map((row) => ({
        id: row.id,
        display_name: row.type === 'recycle' ? shownName(module, row) : null,
        type: row.type,
        deleted_by: { id: row.by, name: people[row.by ?? '']?.name ?? null },
        deleted_time: apiTime(row.at, ctx.timeZone),
      }));
      return json({ data, info });
    });
  },
};

async function readDeleted(
  { tx, ctx, module }: Reading,
  type: 'all' | 'recycle' | 'permanent',
  { place, skip }: { place: BinPlace | null; skip: number },
  limit: number,
): Promise<DeletedRow[]> {
  const behind = place ? tx.sql`(at, id) < (${place.at}::text::timestamptz, ${place.id}::bigint)` : tx.sql`true`;
  const rows = await tx.sql<DeletedRow[]>`
    select *, at::text as exactly from (
    select id, name, deleted_at as at, deleted_by as by, 'recycle' as type from records
    where ${visibleRecords(tx, ctx, module, 'deleted')}
      and ${type !== 'permanent'}
    union all
    select record_id as id, null as name, at, actor_id as by, 'permanent' as type from ledger_entries
    where org_id = ${tx.orgId} and action = 'record.purge' and outcome = 'done' and module = ${module.apiName}
      and ${type !== 'recycle' && ctx.ownerIds === null}
    ) gone where ${behind} order by at desc, id desc limit ${limit} offset ${skip}`;
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
