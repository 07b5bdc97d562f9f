import type { Tx } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import type { Finding, RuleName } from './rules/rule';

export interface KeptFinding {
  id: Id;
  rule: RuleName;
  personId: Id;
  /** Else an item of before got more entries, and waits again. */
  isNew: boolean;
}

/**
 * Keeps what the rules found: one item for a rule, a person and a key. One that was signed off and got further entries is open
 * again. @returns those that are new or got entries
 */
export async function keepFindings(
  tx: Tx,
  findings: readonly (Finding & { rule: RuleName })[],
  at: Date,
): Promise<KeptFinding[]> {
  const kept: KeptFinding[] = [];
  for (const finding of findings) {
    const { id, isNew } = await makeItem(tx, finding, at);
    const added = await addEntries(tx, id, finding);
    if (added === 0) continue;
    await grow(tx, id, finding, { added, at });
    kept.push({ id, rule: finding.rule, personId: finding.personId, isNew });
  }
  return kept;
}

async function makeItem(tx: Tx, finding: Finding & { rule: RuleName }, at: Date): Promise<{ id: Id; isNew: boolean }> {
  const { rule, personId, personName, key, module, recordId } = finding;
  const { from, to } = spanOf(finding);
  const now = at.toISOString();
  const [made] = await tx.sql<{ id: Id }[]>`
    insert into review_items (
      org_id, id, rule, person_id, person_name, key, module, record_id, score, facts, entries, from_at, to_at, found_at,
      state, open_since)
    values (
      ${tx.orgId}, ${newId()}, ${rule}, ${personId}, ${personName}, ${key}, ${module ?? null}, ${recordId ?? null}, 0, '{}',
      0, ${from}::timestamptz, ${to}::timestamptz, ${now}::timestamptz, 'open', ${now}::timestamptz)
    on conflict (org_id, rule, person_id, key) do nothing returning id`;
  if (made) return { id: made.id, isNew: true };
  const [known] = await tx.sql<{ id: Id }[]>`
    select id from review_items
    where org_id = ${tx.orgId} and rule = ${rule} and person_id = ${personId} and key = ${key} for update`;
  return { id: known?.id as Id, isNew: false };
}

async function addEntries(tx: Tx, itemId: Id, { entries }: Finding): Promise<number> {
  const ids = entries.map(({ id }) => id);
  const added = await tx.sql`
    insert into review_item_entries (org_id, item_id, entry_id)
    select ${tx.orgId}, ${itemId}, e from unnest(${ids}::bigint[]) as e on conflict do nothing returning entry_id`;
  return added.length;
}

async function grow(tx: Tx, id: Id, finding: Finding, { added, at }: { added: number; at: Date }): Promise<void> {
  const { from, to } = spanOf(finding);
  await tx.sql`
    update review_items set
      entries = entries + ${added}, score = greatest(score, ${finding.score}), facts = ${JSON.stringify(finding.facts)}::jsonb,
      person_name = ${finding.personName}, from_at = least(from_at, ${from}::timestamptz),
      to_at = greatest(to_at, ${to}::timestamptz),
      open_since = case when state = 'open' then open_since else ${at.toISOString()}::timestamptz end,
      overdue_told_at = case when state = 'open' then overdue_told_at end, decided_at = null, state = 'open'
    where org_id = ${tx.orgId} and id = ${id}`;
}

function spanOf({ entries }: Finding): { from: string; to: string } {
  const times = entries.map(({ at }) => at.getTime());
  return { from: new Date(Math.min(...times)).toISOString(), to: new Date(Math.max(...times)).toISOString() };
}
