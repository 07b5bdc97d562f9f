import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Forgets what was kept for undoing acts from before a moment: what went to the recycle bin with them is gone by then. */
export async function forgetOld(orgId: Id, before: Date): Promise<void> {
  await writeInOrg(orgId, 'job', async ({ sql }) => {
    await Promise.all([
      sql`delete from before_images where org_id = ${orgId} and made_at < ${before.toISOString()}::timestamptz`,
      sql`delete from merges where org_id = ${orgId} and merged_at < ${before.toISOString()}::timestamptz`,
    ]);
  });
}
