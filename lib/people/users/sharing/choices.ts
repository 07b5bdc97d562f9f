/** What groups and sharing rules can be made of, and what is to be said of them beside. */
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { isChosen } from '@/lib/crm/modules/field-types/type';
import { isSharedBy } from '@/lib/crm/modules/shared-by';
import { areWaitingKept, type WaitingApproval, waitingColumns } from '@/lib/people/approvals/kept';
import { kindOfApproval } from '@/lib/people/approvals/kinds';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { areRightsWhole, sharingStates } from '@/lib/protection/integrity/rights';

export interface Choice {
  value: Id;
  label: string;
}

export interface ModuleChoice {
  apiName: string;
  plural: string;
  sharing: ModuleDefinition['sharing'];
  /** Fields a rule may go by, with the values they can have. */
  fields: { apiName: string; label: string; values: Choice[] }[];
}

export const choiceOf = ({ apiName, plural, sharing, fields }: ModuleDefinition): ModuleChoice => ({
  apiName,
  plural,
  sharing,
  fields: fields.filter(isSharedBy).map((field) => ({
    apiName: field.apiName,
    label: field.label,
    values: isChosen(fieldType(field.type))
      ? (field.options.pickList ?? []).map(({ value, label }) => ({ value, label }))
      : YES_OR_NO,
  })),
});

const YES_OR_NO: Choice[] = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** Ids of the rules and groups that Careledger did not leave so. */
export async function foreignOnes(tx: Tx): Promise<ReadonlySet<Id>> {
  const [keys, states] = [await keysOf(tx), await sharingStates(tx)];
  return new Set(states.filter((one) => !areRightsWhole(keys, [one])).map(({ id }) => id));
}

export async function rolesInOrder(tx: Tx): Promise<Choice[]> {
  const rows = await tx.sql<{ id: Id; name: string; path: string }[]>`
    select id, name, path from roles where org_id = ${tx.orgId} order by path`;
  return rows.map(({ id, name, path }) => ({
    value: id,
    label: `${'\u2003'.repeat(path.split('/').length - 3)}${name}`,
  }));
}

/** What waits for a second person, in words; what is not as Careledger wrote it is not told. */
export async function waitingChanges(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<WaitingApproval[]>`
    select ${waitingColumns(tx)} from approvals a
    where a.org_id = ${tx.orgId} and a.state = 'waiting' and a.kind = 'sharing.change' order by a.id`;
  const kept = await areWaitingKept(tx, rows);
  return rows.filter((_, n) => kept[n]).map(({ kind, facts }) => kindOfApproval(kind).words(facts));
}

export interface FoundPerson {
  id: Id;
  name: string;
  role: string;
}

/** Active people by a part of their name: the first 20. @throws forbidden */
export async function findPeople(ctx: Context, { query }: { query: string }): Promise<FoundPerson[]> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, async (tx) => [
    ...(await tx.sql<FoundPerson[]>`
      select u.id, u.name, r.name as role from users u join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${tx.orgId} and u.active and strpos(lower(u.name), ${query.trim().toLowerCase()}) > 0
      order by lower(u.name), u.id limit 20`),
  ]);
}
