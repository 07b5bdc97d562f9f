import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { notify } from '@/lib/people/notices/notify';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/**
 * Tells whoever administers people which sharing rules share nothing from now on, since they go by a field that was marked. Gives
 * their names, for the act's entry.
 */
export async function tellSuspended(
  tx: Tx,
  marked: readonly Pick<FieldDefinition, 'id' | 'label'>[],
): Promise<string[]> {
  const ids = marked.map(({ id }) => id);
  const rules = await tx.sql<{ id: Id; name: string; fieldId: Id }[]>`
    select id, name, criteria ->> 'fieldId' as "fieldId" from sharing_rules
    where org_id = ${tx.orgId} and criteria ->> 'fieldId' = any(${ids}::text[]) order by lower(name), id`;
  for (const { id, name, fieldId } of rules) {
    const subject = marked.find((field) => field.id === fieldId)?.label ?? '';
    await notify(
      tx,
      { right: 'manageUsers' },
      { kind: 'sharing.suspended', subjectId: id, facts: { subject, rule: name } },
    );
  }
  return rules.map(({ name }) => name);
}
