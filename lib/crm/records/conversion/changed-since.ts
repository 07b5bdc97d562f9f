/** What undoing a conversion would lose: what was done since to the records that it made. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import { canInModule } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { anyOf } from '../condition';
import type { Conversion } from './stored';

export interface MadeRow {
  id: Id;
  module: ModuleDefinition;
  version: number;
}

/** One sentence a record that was changed, in which something was written, or that others point to; none: nothing is lost. */
export async function changedSince(
  tx: Tx,
  ctx: Context,
  made: readonly MadeRow[],
  { moved, convertedAt }: Pick<Conversion, 'moved' | 'convertedAt'>,
): Promise<string[]> {
  const ids = made.map(({ id }) => id) as string[];
  const known = [...moved.notes, ...moved.attachments, ...moved.conversations].map(({ id }) => id) as string[];
  const [hanging, pointing] = await Promise.all([
    tx.sql<{ id: Id; what: string; n: number }[]>`
      with hanging (record_id, id, what) as (
        select record_id, id, 'note' from notes where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[])
        union all
        select record_id, id, 'file' from attachments where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[])
        union all
        select record_id, id, 'conversation' from chat_conversations
        where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[]))
      select record_id as id, what, count(*)::int as n from hanging
      where id <> all(${known}::bigint[]) group by record_id, what
      union all
      select record_id, 'rewritten note', count(*)::int from notes
      where org_id = ${tx.orgId} and record_id = any(${ids}::bigint[]) and id = any(${known}::bigint[])
        and modified_at >= ${convertedAt}::timestamptz group by record_id
      order by what`,
    pointingTo(tx, ctx, ids),
  ]);
  return made.flatMap(({ id, module, version }) => {
    const added = hanging.filter((one) => one.id === id).map(({ what, n }) => `${n} ${what}${n === 1 ? '' : 's'}`);
    const from = pointing.find((one) => one.id === id)?.n ?? 0;
    const parts = [
      ...(version > 1 ? ['was changed'] : []),
      ...(added.length > 0 ? [`got ${added.join(', ')}`] : []),
      ...(from > 0 ? [`is pointed to by ${from === 1 ? 'another record' : `${from} other records`}`] : []),
    ];
    return parts.length > 0 ? [`The ${module.singular.toLowerCase()} ${parts.join(', and ')}.`] : [];
  });
}

/** How many records that the asker may see point to each, those that the conversion made aside. */
async function pointingTo(tx: Tx, ctx: Context, ids: readonly string[]): Promise<{ id: Id; n: number }[]> {
  const { modules } = await metadataFor(tx, ctx);
  const seen = modules
    .filter(({ apiName }) => canInModule(ctx.rights, apiName, 'view'))
    .map((module) => tx.sql`(${visibleRecords(tx, ctx, module)})`);
  if (seen.length === 0 || ids.length === 0) return [];
  return tx.sql<{ id: Id; n: number }[]>`
    select l.target_id as id, count(distinct l.record_id)::int as n from links l
    join records on records.org_id = l.org_id and records.id = l.record_id
    where l.org_id = ${tx.orgId} and l.target_id = any(${ids}::bigint[]) and l.record_id <> all(${ids}::bigint[])
      and ${anyOf(tx, seen)}
    group by l.target_id`;
}
