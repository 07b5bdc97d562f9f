import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { hiddenIn } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { heldNames } from '@/lib/protection/disclose/held-names';
import { isProtected } from '../list-fields';
import type { Choice } from './change-kept';
import { isChoosable } from './choose';

/** The fields whose values are hidden from whoever chooses: the protected, and those that their profile hides. */
export const hiddenFields = (module: ModuleDefinition): FieldDefinition[] =>
  [...module.fields.filter(isProtected), ...hiddenIn(module)].filter(isChoosable);

interface Chosen extends Omit<Choice, 'actId' | 'choices'> {
  choices: ReadonlyMap<Id, readonly string[]>;
}

/**
 * Choices of hidden fields, completed: nobody sees which record holds a value, so an empty one never comes before one that is
 * there. The record chosen goes first, then the one that stays, then the others in their order.
 */
export async function fillHidden(
  tx: Tx,
  ctx: Context,
  module: ModuleDefinition,
  { keepId, otherIds, rows, choices }: Chosen,
): Promise<Map<Id, string[]>> {
  const hidden = hiddenFields(module).map(({ apiName }) => apiName);
  const filled = new Map([...choices].map(([id, names]) => [id, names.filter((name) => !hidden.includes(name))]));
  if (hidden.length === 0) return filled;
  const held = new Map<Id, ReadonlySet<string>>();
  for (const row of rows.values()) held.set(row.id, await heldNames(tx, ctx, module, row));
  for (const name of hidden) {
    const chosen = [...choices].find(([, names]) => names.includes(name))?.[0];
    const order = [...(chosen ? [chosen] : []), keepId, ...otherIds];
    const from = order.find((id) => held.get(id)?.has(name));
    if (from !== undefined && from !== keepId) filled.set(from, [...(filled.get(from) ?? []), name]);
  }
  return filled;
}
