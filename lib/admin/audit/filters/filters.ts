/**
 * Filters of the audit log that a person keeps by a name. They are their own and nobody else's. What is kept is what the
 * page's address says: ids, names of settings and days. Names are kept as those of saved views are, and stand in no entry.
 */

import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInOrg } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict, limited, notFound } from '@/lib/platform/errors';
import { type Id, newId } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { visibleActors } from '@/lib/protection/ledger/sight';
import { mutate } from '@/lib/protection/mutate';
import { type AuditQuery, auditQuerySchema } from '../query';
import {
  deleteFilterSchema,
  type RenameFilter,
  renameFilterSchema,
  type SaveFilter,
  saveFilterSchema,
} from './schemas';

export interface SavedFilter {
  id: Id;
  name: string;
  query: AuditQuery;
}

/** Of one person. */
const MOST_FILTERS = 50;

/** One's own, by name. What this version cannot read is left out. @throws forbidden for those who may not read the audit log */
export async function listFilters(ctx: Context): Promise<SavedFilter[]> {
  visibleActors(ctx);
  return readInOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<{ id: Id; name: string; query: unknown }[]>`
      select id, name, query from audit_filters
      where org_id = ${tx.orgId} and owner_id = ${ctx.actor.id} order by lower(name), id`;
    return rows.flatMap(({ id, name, query }) => {
      const read = auditQuerySchema.safeParse(query);
      return read.success ? [{ id, name, query: read.data }] : [];
    });
  });
}

/** Keeps a filter. @throws forbidden; invalid; conflict for a name that one has already; limited at 50 */
export async function saveFilter(ctx: Context, input: SaveFilter): Promise<{ id: Id }> {
  const { name, query } = readInput(saveFilterSchema, input);
  const action = 'ledger_filter.create';
  const saved = mutate(ctx, action, async (tx) => {
    visibleActors(ctx);
    const [{ count }] = await tx.sql<[{ count: number }]>`
      select count(*)::int as count from audit_filters where org_id = ${tx.orgId} and owner_id = ${ctx.actor.id}`;
    if (count >= MOST_FILTERS) {
      throw limited(`You may keep ${MOST_FILTERS} filters. Delete one first.`, { reason: 'LIMIT_EXCEEDED' });
    }
    const id = newId();
    await tx.sql`
      insert into audit_filters (org_id, id, owner_id, name, query, created_at)
      values (${tx.orgId}, ${id}, ${ctx.actor.id}, ${name}, ${JSON.stringify(query)}::text::jsonb, ${clock.now().toISOString()})`;
    return { value: { id }, entries: [{ action, subjectId: id }] };
  });
  return withFreeName(saved);
}

/** @throws forbidden; invalid; not_found for another person's; conflict for a name that one has already */
export async function renameFilter(ctx: Context, input: RenameFilter): Promise<{ id: Id }> {
  const { id, name } = readInput(renameFilterSchema, input);
  const attempt = { action: 'ledger_filter.update', subjectId: id } as const;
  const renamed = mutate(ctx, attempt, async (tx) => {
    visibleActors(ctx);
    const rows = await tx.sql`
      update audit_filters set name = ${name}
      where org_id = ${tx.orgId} and id = ${id} and owner_id = ${ctx.actor.id} returning id`;
    if (rows.length === 0) throw notFound('The filter');
    return { value: { id }, entries: [attempt] };
  });
  return withFreeName(renamed);
}

/** @throws forbidden; not_found for another person's */
export async function deleteFilter(ctx: Context, input: { id: Id }): Promise<void> {
  const { id } = readInput(deleteFilterSchema, input);
  const attempt = { action: 'ledger_filter.delete', subjectId: id } as const;
  await mutate(ctx, attempt, async (tx) => {
    visibleActors(ctx);
    const rows = await tx.sql`
      delete from audit_filters where org_id = ${tx.orgId} and id = ${id} and owner_id = ${ctx.actor.id} returning id`;
    if (rows.length === 0) throw notFound('The filter');
    return { value: undefined, entries: [attempt] };
  });
}

/** Says in words that the name is taken. */
async function withFreeName<T>(act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    if (!(error instanceof CareledgerError) || error.facts.constraint !== 'audit_filters_name') throw error;
    const message = 'You have a filter of this name already.';
    throw conflict(message, { fields: { name: message } });
  }
}
