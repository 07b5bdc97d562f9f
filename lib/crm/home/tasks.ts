/**
 * The asker's own tasks that are due: today's first, then what is overdue, the latest first. Guarantees: only records the
 * asker may see; nothing is found by a field that they may not read; it looks at as many rows as it tells of, however many
 * tasks there are (index `records_owner_due`).
 */
import { wallTime } from '@/lib/crm/modules/field-types/calendar';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { findingField, type HomeRecord, homeRecord, keyOf, viewableModules } from './home-module';

export interface DueTask extends HomeRecord {
  /** `YYYY-MM-DD`. */
  dueOn: string;
  isOverdue: boolean;
}

export interface DueTasks {
  rows: DueTask[];
  /** Counted up to 100. */
  due: number;
  overdue: number;
}

/** Of these the first eight are shown. */
export const MOST_TASKS = 100;
const SHOWN = 8;

/** Null where the asker may not read when tasks are due or whether they are done, so that none can be told. */
export function listDueTasks(ctx: Context, at: Date = clock.now()): Promise<DueTasks | null> {
  const today = wallTime(at, ctx.timeZone).slice(0, 10);
  return inOrg(ctx.orgId, async (tx) => {
    const module = (await viewableModules(tx, ctx)).find(({ apiName }) => apiName === 'Tasks');
    const due = module && findingField(module, 'Due_Date');
    const status = module && findingField(module, 'Status');
    if (!due || !status) return null;
    const key = keyOf(tx, due);
    const rows = await tx.sql<{ id: Id; name: string | null; due: string }[]>`
      select id, name, coalesce(${key}, '') as due from records
      where ${visibleRecords(tx, ctx, module)} and owner_id = ${ctx.actor.id}
        and ${key} > '' and ${key} <= ${today} and ${keyOf(tx, status)} is distinct from 'completed'
      order by ${key} desc, id desc limit ${MOST_TASKS}`;
    return {
      rows: rows
        .slice(0, SHOWN)
        .map((row) => ({ ...homeRecord(module, row), dueOn: row.due, isOverdue: row.due < today })),
      due: rows.filter((row) => row.due === today).length,
      overdue: rows.filter((row) => row.due < today).length,
    };
  });
}
