/**
 * The asker's own meetings and calls of today, in the order of their time: a day as it is where the asker is. Guarantees:
 * only records the asker may see, found by times that they may read; it looks at rows of the day alone.
 */
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { instantOfWallTime, wallTime } from '@/lib/crm/modules/field-types/calendar';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { findingField, type HomeRecord, homeRecord, keyOf, viewableModules } from './home-module';

export interface Appointment extends HomeRecord {
  /** ISO time. */
  startsAt: string;
}

/** What begins when, by module. */
const STARTS: Readonly<Record<string, string>> = { Events: 'Start_DateTime', Calls: 'Call_Start_Time' };

const MOST_OF_A_DAY = 50;
const DAY_MS = 86_400_000;

/** Null where the asker may read of neither when they begin. */
export function listAgenda(ctx: Context, at: Date = clock.now()): Promise<Appointment[] | null> {
  const today = dayAround(at, ctx.timeZone);
  return inOrg(ctx.orgId, async (tx) => {
    const told = (await viewableModules(tx, ctx)).flatMap((module) => {
      const starts = findingField(module, STARTS[module.apiName] ?? '');
      return starts ? [{ module, starts }] : [];
    });
    if (told.length === 0) return null;
    const found = await Promise.all(told.map((one) => readDay(tx, ctx, one, today)));
    return found.flat().sort((a, b) => a.startsAt.localeCompare(b.startsAt) || a.id.localeCompare(b.id));
  });
}

interface Day {
  from: string;
  to: string;
}

/** From its first instant to that of the next; a day of 23 or 25 hours is one too. */
function dayAround(at: Date, timeZone: string): Day {
  const today = wallTime(at, timeZone).slice(0, 10);
  const tomorrow = new Date(Date.parse(`${today}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
  const startOf = (day: string) => instantOfWallTime(`${day}T00:00:00`, timeZone).toISOString();
  return { from: startOf(today), to: startOf(tomorrow) };
}

async function readDay(
  tx: Tx,
  ctx: Context,
  { module, starts }: { module: ModuleDefinition; starts: FieldDefinition },
  { from, to }: Day,
): Promise<Appointment[]> {
  const key = keyOf(tx, starts);
  const rows = await tx.sql<{ id: Id; name: string | null; starts: string }[]>`
    select id, name, coalesce(${key}, '') as starts from records
    where ${visibleRecords(tx, ctx, module)} and owner_id = ${ctx.actor.id} and ${key} >= ${from} and ${key} < ${to}
    order by ${key}, id limit ${MOST_OF_A_DAY}`;
  return rows.map((row) => ({ ...homeRecord(module, row), startsAt: row.starts }));
}
