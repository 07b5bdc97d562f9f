import { eq } from 'drizzle-orm';
import { clock } from '@/lib/platform/clock';
import { complianceSettings, type RemovedMarks } from '@/lib/platform/db/schema/compliance';
import type { Tx } from '@/lib/platform/db/transaction';

/** The marks that were taken away and can be offered back. */
export async function readRemovedMarks(tx: Tx): Promise<RemovedMarks | null> {
  const [row] = await tx.db
    .select({ removedMarks: complianceSettings.removedMarks })
    .from(complianceSettings)
    .where(eq(complianceSettings.orgId, tx.orgId));
  return row?.removedMarks ?? null;
}

/** Changes the org's one row of compliance settings. */
export async function writeCompliance(
  tx: Tx,
  change: Partial<Omit<typeof complianceSettings.$inferInsert, 'orgId'>>,
): Promise<void> {
  await tx.db
    .insert(complianceSettings)
    .values({ orgId: tx.orgId, ...change })
    .onConflictDoUpdate({ target: complianceSettings.orgId, set: { ...change, updatedAt: clock.now() } });
}
