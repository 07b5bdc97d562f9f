import { clock } from '@/lib/platform/clock';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Far above the five minutes for which a signature counts, so that no message is taken twice. */
const KEPT_MS = 24 * 60 * 60_000;

/** Forgets the ids of messages that came in more than a day ago. */
export async function forgetReceived(orgId: Id, now: Date = clock.now()): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS).toISOString();
  await writeInOrg(orgId, 'job', async ({ sql }) => {
    await sql`delete from app_received where org_id = ${orgId} and at < ${before}::timestamptz`;
  });
}
