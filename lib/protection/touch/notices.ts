/** Writes without an event: which notices were read, and nothing else. */
import type { Context } from '@/lib/platform/context';
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

/** Notes that the asker has read some of their notices, or all of them. */
export async function touchNotices(ctx: Context, ids: readonly Id[] | null): Promise<void> {
  await writeInOrg(ctx.orgId, 'touch', async ({ sql }) => {
    await sql`
      update notices set read_at = now()
      where org_id = ${ctx.orgId} and user_id = ${ctx.actor.id} and read_at is null
        and (${ids === null} or id = any(${(ids ?? []) as Id[]}::bigint[]))`;
  });
}

/** Forgets notices that are older than anybody asks for (`before`: ISO time); the ledger keeps the acts. */
export async function forgetNotices(orgId: Id, before: string): Promise<void> {
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`delete from notices where org_id = ${orgId} and at < ${before}::timestamptz`;
  });
}
