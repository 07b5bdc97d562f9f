/** A write without an event: when a directory last called, and nothing else. */
import { writeInOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';

export async function touchConnection(orgId: Id, id: Id, nowMs: number): Promise<void> {
  const at = new Date(nowMs).toISOString();
  await writeInOrg(orgId, 'touch', async ({ sql }) => {
    await sql`
      update scim_connections set last_used_at = ${at}::timestamptz
      where org_id = ${orgId} and id = ${id} and (last_used_at is null or last_used_at < ${at}::timestamptz)`;
  });
}
