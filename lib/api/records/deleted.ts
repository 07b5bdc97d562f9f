import { z } from 'zod';
import type { Id } from '../../ids';
import { assertModuleRight, visibleRecord } from '../../modules/visibility';
import { shownName } from '../../records/names';
import { apiTime } from '../api-time';
import { type Endpoint, json, modulesNeed, nothing } from '../endpoint';
import { readQuery } from '../read-query';
import { peopleOf } from './people';
import { type Reading, reading } from './reading';

const querySchema = z.object({
  type: z.enum(['all', 'recycle', 'permanent']).optional(),
  page: z.coerce.number().int().min(1).max(10).optional(),
  per_page: z.coerce.number().int().min(1).max(200).optional(),
});

interface DeletedRow {
  id: Id;
  name: string | null;
  at: string;
  by: Id;
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
    const { type = 'all', page = 1, per_page: perPage = 200 } = readQuery(querySchema, call.query);
    return reading(call, call.params.module as string, async (about) => {
      const { tx, ctx, module } = about;
      assertModuleRight(ctx, module, 'delete');
      const rows = await readDeleted(about, type, (page - 1) * perPage, perPage + 1);
      if (rows.length === 0) return nothing();
      const shown = rows.slice(0, perPage);
      const people = await peopleOf(tx, [...new Set(shown.map(({ by }) => by))]);
      const data = shown.map((row) => ({
        id: row.id,
        display_name: row.type === 'recycle' ? shownName(module, row) : null,
        type: row.type,
        deleted_by: { id: row.by, name: people[row.by]?.name ?? null },
        deleted_time: apiTime(row.at, ctx.timeZone),
      }));
      const info = { page, per_page: perPage, count: data.length, more_records: rows.length > perPage };
      return json({ data, info });
    });
  },
};

async function readDeleted(
  { tx, ctx, module }: Reading,
  type: 'all' | 'recycle' | 'permanent',
  skip: number,
  limit: number,
): Promise<DeletedRow[]> {
  const rows = await tx.sql<DeletedRow[]>`
    select id, name, deleted_at as at, deleted_by as by, 'recycle' as type from records
    where org_id = ${tx.orgId} and module_id = ${module.id} and deleted_at is not null
      and ${visibleRecord(tx, ctx, module)} and ${type !== 'permanent'}
    union all
    select record_id as id, null as name, at, actor_id as by, 'permanent' as type from ledger_entries
    where org_id = ${tx.orgId} and action = 'record.purge' and outcome = 'done' and module = ${module.apiName}
      and ${type !== 'recycle' && ctx.ownerIds === null}
    order by at desc, id desc limit ${limit} offset ${skip}`;
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
