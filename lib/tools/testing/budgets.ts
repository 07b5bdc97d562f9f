/** Disclosure budgets of a test's org, straight into the table: for what is about volume, or about the budget. */

import type { Id } from '@/lib/platform/ids';
import type { Budgets } from '@/lib/protection/compliance/budgets';
import { asOwner } from './as-owner';

const WIDE = { hour: 10_000_000, day: 10_000_000 };

export async function setBudgetsOf(orgId: Id, budgets: Partial<Budgets> = {}): Promise<void> {
  const all = { one: WIDE, bulk: WIDE, ...budgets };
  await asOwner(orgId, async (tx) => {
    await tx.sql`
      insert into compliance_settings (org_id, budgets) values (${orgId}, ${JSON.stringify(all)}::text::jsonb)
      on conflict (org_id) do update set budgets = excluded.budgets`;
  });
}
