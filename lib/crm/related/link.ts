/**
 * Linking a record to another by one of its lookups, and taking the link away. Both are ordinary changes of the lookup, by
 * the verb that changes records, with the version that was read: what somebody else links meanwhile is not undone unseen.
 */
import { getModule } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { linksOf } from '@/lib/crm/records/tokens';
import { updateRecord } from '@/lib/crm/records/update';
import { findVisibleRow } from '@/lib/crm/records/visible-row';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict, invalid, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { LINKED_ELSEWHERE } from './linked-elsewhere';
import { findLookup } from './sources';

export interface Link {
  /** API name of the module of the record that points. */
  module: string;
  id: Id;
  /** API name of its lookup. */
  field: string;
  /** The record pointed to. */
  target: Id;
}

/**
 * Lets a lookup point to a record; one of several records keeps those it has.
 * @throws conflict `LINKED_ELSEWHERE` where it points to another one and `replace` does not say that it may be; and as
 *   `updateRecord`
 */
export async function linkRecord(
  ctx: Context,
  { replace = false, ...link }: Link & { replace?: boolean },
): Promise<void> {
  const { version, targets, isList } = await readLookup(ctx, link);
  if (targets.includes(link.target)) return;
  if (targets.length > 0 && !isList && !replace) {
    throw conflict('It is linked to another record now.', { reason: LINKED_ELSEWHERE });
  }
  await write(ctx, link, version, isList ? [...targets, link.target] : link.target);
}

/** Takes a record out of a lookup. Nothing changes where it is not in it any more. @throws as `updateRecord` */
export async function unlinkRecord(ctx: Context, link: Link): Promise<void> {
  const { version, targets, isList } = await readLookup(ctx, link);
  if (!targets.includes(link.target)) return;
  await write(ctx, link, version, isList ? targets.filter((id) => id !== link.target) : '');
}

const write = (ctx: Context, { module, id, field }: Link, version: number, value: string | Id[]) =>
  updateRecord(ctx, { module, id, values: { [field]: value }, version });

/** What the lookup holds now. @throws forbidden; not_found; invalid for what is no lookup that the asker knows */
function readLookup(ctx: Context, { module: name, id, field: fieldName }: Link) {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertModuleRight(ctx, module, 'view');
    const field = findLookup(module, fieldName);
    if (!field) throw invalid(`${module.plural} has no lookup ${fieldName}.`);
    const row = await findVisibleRow(tx, ctx, module, id);
    if (!row) throw notFound('The record');
    const value = row.values[field.apiName];
    const targets = value === undefined ? [] : linksOf(field, value).map(({ targetId }) => targetId);
    return { version: row.version, targets, isList: fieldType(field.type).list };
  });
}
