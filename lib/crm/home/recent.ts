/**
 * Records that the asker lately opened, made or changed, by the audit log, which knows of a record that was opened where it
 * holds health data. Guarantees: only records the asker may see today; only the asker's own acts; it looks at their last so
 * many entries.
 */
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { anyOf } from '@/lib/crm/records/condition';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { recordsBusyWith } from '@/lib/protection/ledger/busy-with';
import { type HomeRecord, homeRecord, viewableModules } from './home-module';

export interface RecentRecord extends HomeRecord {
  /** ISO time of the last of these acts. */
  at: string;
}

const SHOWN = 8;

export function listRecent(ctx: Context, at: Date = clock.now()): Promise<RecentRecord[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const modules = await viewableModules(tx, ctx);
    const acts = modules.length === 0 ? [] : await recordsBusyWith(tx, ctx.actor.id, at);
    if (acts.length === 0) return [];
    const rows = await tx.sql<{ id: Id; moduleId: Id; name: string | null }[]>`
      select id, module_id as "moduleId", name from records
      where org_id = ${tx.orgId} and id = any(${acts.map(({ recordId }) => recordId)}::bigint[])
        and ${anyOf(
          tx,
          modules.map((module) => tx.sql`(${visibleRecords(tx, ctx, module)})`),
        )}`;
    const found = new Map(rows.map((row) => [row.id, row]));
    return acts
      .flatMap(({ recordId, at: last }) => {
        const row = found.get(recordId);
        const module = modules.find(({ id }) => id === row?.moduleId);
        return row && module ? [{ ...homeRecord(module, row), at: last }] : [];
      })
      .slice(0, SHOWN);
  });
}
