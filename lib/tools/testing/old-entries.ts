/** Entries of the past for tests of retention: with ids of their time, integrated, and terms that are in force already. */
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { writeSetting } from '@/lib/protection/integrity/setting';
import { appendWithChange, type NewEntry } from '@/lib/protection/ledger/append';
import { DEFAULT_TERMS, type Terms } from '@/lib/protection/ledger/retention/kinds';
import { mutate } from '@/lib/protection/mutate';
import { ownerSql } from './database';
import type { TestOrg } from './factories';

const EPOCH_MS = Date.UTC(2024, 0, 1);

/** Appends entries as the operator did them then, a minute after one another. @returns their ids */
export async function appendOld(org: TestOrg, from: string, entries: readonly NewEntry[]): Promise<Id[]> {
  const ids: Id[] = [];
  for (const [n, entry] of entries.entries()) {
    const at = new Date(Date.parse(from) + n * 60_000);
    const id = String((BigInt(at.getTime() - EPOCH_MS) << 22n) | BigInt(n));
    await inOrg(org.orgId, async (tx) =>
      appendWithChange(tx, org.operator, { entries: [{ id, ...entry }], at }, await keysOf(tx)),
    );
    ids.push(id);
  }
  return ids;
}

/** Sets terms as they were confirmed two days ago. */
export async function setTermsInForce(org: TestOrg, terms: Partial<Terms>): Promise<void> {
  await mutate(org.admin, 'ledger.retain', async (tx) => {
    await writeSetting(tx, 'ledger_retention', { ...DEFAULT_TERMS, ...terms }, org.admin.actor.id);
    return { value: undefined, entries: [{ action: 'ledger.retain', facts: { new: { ...terms } } }] };
  });
  await twoDaysLater(org);
}

/** What was set or lifted today was so two days ago. */
export async function twoDaysLater(org: TestOrg): Promise<void> {
  await ownerSql()`
    update settings set updated_at = updated_at - interval '2 days'
    where org_id = ${org.orgId} and key = 'ledger_retention'`;
  await ownerSql()`
    update ledger_holds set lifted_at = lifted_at - interval '2 days' where org_id = ${org.orgId} and lifted_at is not null`;
}
