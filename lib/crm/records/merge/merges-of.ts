import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type RecordRef, requireVisible } from '../record-access';

export interface MergeOfRecord {
  id: Id;
  at: string;
  by: string;
  /** How many records went into this one. */
  merged: number;
}

/** The merges that a record came out of and that can be undone, the newest first. @throws forbidden; not_found */
export function mergesOf(ctx: Context, ref: RecordRef): Promise<MergeOfRecord[]> {
  return inOrg(ctx.orgId, async (tx) => {
    await requireVisible(tx, ctx, ref);
    return tx.sql<MergeOfRecord[]>`
      select m.id, to_char(m.merged_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at,
        coalesce(u.name, 'a former user') as by, (
          select count(*)::int from merged_records r where r.org_id = m.org_id and r.merge_id = m.id) as merged
      from merges m left join users u on u.org_id = m.org_id and u.id = m.merged_by
      where m.org_id = ${tx.orgId} and m.record_id = ${ref.recordId}
        and not exists (
          select from merged_records r left join records gone on gone.org_id = r.org_id and gone.id = r.record_id
          where r.org_id = m.org_id and r.merge_id = m.id and gone.id is null)
      order by m.id desc limit 20`.then((rows) => [...rows]);
  });
}
