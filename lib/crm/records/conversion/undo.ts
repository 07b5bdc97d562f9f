/** Undoes a conversion for a day: what it made goes to the recycle bin, what it moved goes back, the lead is a lead again. */

import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight, changeableRecord, visibleRecords } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate } from '@/lib/protection/mutate';
import { changedSince, type MadeRow } from './changed-since';
import { moveBack } from './hanging';
import type { UnconvertRequest } from './schemas';
import { type Conversion, findConversion, isOver } from './stored';
import { LEADS } from './targets';

/**
 * What moved on since, such as a note that hangs on another record by now, stays where it is.
 * @throws forbidden; not_found when it is undone already; conflict `TIME_OVER` after a day, conflict `CHANGED_SINCE` that says
 * what would be lost, unless that was said (`evenSo`); conflict where a record has been merged since, or the lead deleted
 */
export function undoConversion(ctx: Context, request: UnconvertRequest): Promise<{ leadId: Id }> {
  const { leadId, conversionId } = request;
  const attempt = { action: 'record.unconvert', module: LEADS, recordId: leadId, subjectId: conversionId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const metadata = await metadataFor(tx, ctx);
    const lead = getModule(metadata, LEADS);
    await lockLead(tx, ctx, lead, leadId);
    const conversion = await findConversion(tx, { leadId, conversionId });
    if (!conversion) throw notFound('The conversion');
    if (isOver(conversion)) {
      throw conflict('A conversion can be undone for 24 hours, and they are over.', { reason: 'TIME_OVER' });
    }
    const made = await lockMade(tx, ctx, conversion);
    const lost = request.evenSo ? [] : await changedSince(tx, ctx, made, conversion);
    if (lost.length > 0) {
      const message = `What the conversion made was used since, and would go to the recycle bin as it is now. ${lost.join(' ')}`;
      throw conflict(message, { reason: 'CHANGED_SINCE' });
    }
    const gone = made.map(({ id }) => id) as string[];
    const at = clock.now().toISOString();
    const from = { module: getModule(metadata, 'Contacts'), recordId: conversion.contactId };
    const way = { from, to: { module: lead, recordId: leadId } };
    await moveBack(tx, way, conversion.moved, conversion.convertedAt);
    const writes = [
      tx.sql`
        update records set deleted_at = ${at}::timestamptz, deleted_by = ${ctx.actor.id}
        where org_id = ${tx.orgId} and id = any(${gone}::bigint[])`,
      tx.sql`delete from conversions where org_id = ${tx.orgId} and id = ${conversionId}`,
    ].map((statement) => statement.execute());
    return { value: { leadId }, writes, entries: atLeastOne([attempt, ...entriesOf(conversion, made)]) };
  });
}

async function lockLead(tx: Tx, ctx: Context, module: ModuleDefinition, leadId: Id): Promise<void> {
  assertModuleRight(ctx, module, 'edit');
  const [row] = await tx.sql<{ changeable: boolean; deleted: boolean }[]>`
    select ${changeableRecord(tx, ctx, module)} as changeable, deleted_at is not null as deleted from records
    where ${visibleRecords(tx, ctx, module, 'either')} and id = ${leadId}
    for update`;
  if (!row) throw notFound('The lead');
  if (!row.changeable) throw forbidden('You may see this lead but not change it.');
  if (row.deleted) throw conflict('The lead is in the recycle bin. Restore it first.');
}

/**
 * The records that the conversion made and that are not in the recycle bin, locked.
 * @throws forbidden for whoever did not convert the lead and may not delete them, or may not see them all; conflict after a merge
 */
async function lockMade(tx: Tx, ctx: Context, { made, convertedBy }: Conversion): Promise<MadeRow[]> {
  const { modules } = await metadataFor(tx, ctx);
  const ids = made as string[];
  const rows = await tx.sql<{ id: Id; moduleId: Id; version: number; merged: boolean }[]>`
    select r.id, r.module_id as "moduleId", r.version, exists (
      select from merged_records m join merges on merges.org_id = m.org_id and merges.id = m.merge_id
      where m.org_id = r.org_id and (m.record_id = r.id or m.kept_id = r.id)) as merged
    from records r where r.org_id = ${tx.orgId} and r.id = any(${ids}::bigint[])
      and (r.deleted_at is null or exists (
        select from merged_records m where m.org_id = r.org_id and m.record_id = r.id))
    order by r.id for update of r`;
  if (rows.some(({ merged }) => merged)) {
    throw conflict('A record that the conversion made has been merged since. Undo the merge first.');
  }
  const found = rows.map((row) => ({ ...row, module: modules.find(({ id }) => id === row.moduleId) }));
  const isOwn = convertedBy === ctx.actor.id;
  for (const { id, module } of found) {
    if (!module) throw notFound('The module');
    assertModuleRight(ctx, module, isOwn ? 'view' : 'delete');
    const mayChange = await tx.sql`
      select from records where ${visibleRecords(tx, ctx, module)} and ${changeableRecord(tx, ctx, module)} and id = ${id}`;
    if (mayChange.length === 0) throw forbidden('You may not change everything that this conversion made.');
  }
  return found as MadeRow[];
}

const entriesOf = ({ id, contactId, made, leadId }: Conversion, gone: readonly MadeRow[]): NewEntry[] => [
  ...gone.map(
    ({ id: recordId, module }): NewEntry => ({
      action: 'record.delete',
      module: module.apiName,
      recordId,
      subjectId: id,
      facts: { unconverted: leadId },
    }),
  ),
  ...(made.includes(contactId)
    ? []
    : [
        {
          action: 'record.unconvert',
          module: 'Contacts',
          recordId: contactId,
          subjectId: id,
          facts: { lead: leadId },
        } as const,
      ]),
];
