import { findField, type ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Of the standard module Tasks: whether its owner wants to be told. */
const TELLS = 'Send_Notification_Email';

/**
 * Starts the notice to whoever is given a record by somebody else, where the record says that they are to be told: by ids
 * only. Not while that field is protected, since the notice would say what it holds.
 * @param values of the record as it is after the change.
 */
export function tellOwner(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  record: { id: Id; ownerId: Id; values: Readonly<Record<string, StoredValue | undefined>> },
): PromiseLike<unknown>[] {
  const field = module.custom ? undefined : findField(module, TELLS);
  if (!field || field.custom || field.marked || field.sealed) return [];
  if (record.values[TELLS] !== true || record.ownerId === ctx.actor.id) return [];
  const facts = { by: ctx.actor.name, what: module.singular };
  const about = { kind: 'record.given', facts, module: module.apiName, recordId: record.id } as const;
  return [notify(tx, { userIds: [record.ownerId] }, about)];
}
