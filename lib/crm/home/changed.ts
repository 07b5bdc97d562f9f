/**
 * Records of the asker's own that others changed within a week, the latest first. Guarantees: only records the asker may
 * see; who and when, never what; it looks at the asker's last so many changed records (index `records_owner_modified`).
 */
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { anyOf } from '@/lib/crm/records/condition';
import { userNames } from '@/lib/crm/records/names';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type HomeRecord, homeRecord, viewableModules } from './home-module';

export interface ChangedRecord extends HomeRecord {
  /** ISO time. */
  at: string;
  by: string;
}

export const DAYS_BACK = 7;
const LOOKED_AT = 200;
const SHOWN = 8;
const DAY_MS = 86_400_000;

export function listChangedByOthers(ctx: Context, at: Date = clock.now()): Promise<ChangedRecord[]> {
  const since = new Date(at.getTime() - DAYS_BACK * DAY_MS).toISOString();
  return inOrg(ctx.orgId, async (tx) => {
    const modules = await viewableModules(tx, ctx);
    if (modules.length === 0) return [];
    const rows = await tx.sql<{ id: Id; moduleId: Id; name: string | null; at: string; by: Id }[]>`
      select id, module_id as "moduleId", name, by,
        to_char(modified_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at
      from (
        select id, module_id, name, modified_at, modified_by as by from records
        where org_id = ${tx.orgId} and owner_id = ${ctx.actor.id} and modified_at > ${since}::timestamptz
          and ${anyOf(
            tx,
            modules.map((module) => tx.sql`(${visibleRecords(tx, ctx, module)})`),
          )}
        order by modified_at desc, id desc limit ${LOOKED_AT}) r
      where by <> ${ctx.actor.id}
      order by modified_at desc, id desc limit ${SHOWN}`;
    const names = await userNames(tx, [...new Set(rows.map(({ by }) => by))]);
    return rows.flatMap((row) => {
      const module = modules.find(({ id }) => id === row.moduleId);
      return module ? [{ ...homeRecord(module, row), at: row.at, by: names[row.by] ?? 'Careledger' }] : [];
    });
  });
}
