/** Who saw a record's health data: views, reveals, notes read, files downloaded, prints. Lists and exports of many name no record. */
import { and, eq, sql } from 'drizzle-orm';
import type { Context } from '@/lib/platform/context';
import { ledgerEntries } from '@/lib/platform/db/schema/ledger';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { LedgerAction } from './actions';
import { entriesWhere } from './queries';

const SEEING = [
  'record.view',
  'record.reveal',
  'note.view',
  'attachment.download',
  'record.print',
  'record.subject_export',
] as const satisfies LedgerAction[];

const MOST_PEOPLE = 100;

export interface Viewer {
  actorId: Id;
  name: string;
  views: number;
  reveals: number;
  /** API names of the fields revealed. */
  fields: string[];
  notesRead: number;
  downloads: number;
  /** Printed, or everything about it exported for its patient. */
  prints: number;
  /** ISO time. */
  lastAt: string;
}

/** Those who saw the record, the latest first, at most 100, as far as the asker may see their entries. @throws forbidden */
export async function whoSawRecord(tx: Tx, ctx: Context, recordId: Id): Promise<Viewer[]> {
  const { actorId, actorName, id, action, at, fields } = ledgerEntries;
  const times = (name: (typeof SEEING)[number]) => sql<number>`count(*) filter (where ${action} = ${name})::int`;
  const rows = await tx.db
    .select({
      actorId,
      // An entry that has expired names nobody.
      name: sql<string>`coalesce((array_agg(${actorName} order by ${id} desc) filter (where ${actorName} <> ''))[1],
        (select u.name from users u where u.org_id = ${tx.orgId} and u.id = ${actorId}), 'a former user')`,
      views: times('record.view'),
      reveals: times('record.reveal'),
      notesRead: times('note.view'),
      downloads: times('attachment.download'),
      prints: sql<number>`count(*) filter (where ${action} in ('record.print', 'record.subject_export'))::int`,
      lastAt: sql<string>`to_char(max(${at}) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
      fields: sql<string[]>`(
        select coalesce(array_agg(distinct field order by field), '{}')
        from jsonb_array_elements(jsonb_agg(to_jsonb(${fields})) filter (where ${action} = 'record.reveal')) revealed,
          jsonb_array_elements_text(revealed) field)`,
    })
    .from(ledgerEntries)
    .where(
      and(
        entriesWhere(tx, ctx, { recordId, actions: [...SEEING], outcome: 'done' }),
        eq(ledgerEntries.orgId, tx.orgId),
      ),
    )
    .groupBy(actorId)
    .orderBy(sql`max(${at}) desc`)
    .limit(MOST_PEOPLE);
  return rows;
}
