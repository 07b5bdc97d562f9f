import { updateFactorPolicy } from '@/lib/admin/settings/second-factor';
import { NO_FACTORS } from '@/lib/people/auth/factor-policy';
import { systemContext } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import type { Id } from '@/lib/platform/ids';
import { DEMO_SETTING } from '@/lib/ways-in/widget/demo-brand';

/** The people of a demo are asked for no second factor, unless DEMO_FACTORS says so or somebody has set it. */
export async function spareDemo(orgId: Id): Promise<void> {
  if (env().DEMO_FACTORS) return;
  const rows = await inOrg(
    orgId,
    (tx) => tx.sql<{ key: string }[]>`
      select key from settings where org_id = ${tx.orgId} and key in (${DEMO_SETTING}, 'second_factor')`,
  );
  if (rows.length !== 1 || rows[0]?.key !== DEMO_SETTING) return;
  await updateFactorPolicy(systemContext(orgId, 'seed', { org: ['manageCompliance'] }), NO_FACTORS);
}
