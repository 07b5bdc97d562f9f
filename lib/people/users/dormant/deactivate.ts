import { daysBetween, limitsOf } from '@/lib/people/auth/dormant-rule';
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
import { keepingAnAdministrator } from '../administrators';
import { lockUser } from '../find';
import { changeActive } from '../set-user-active';
import { isProvisioned, keptBySso, lastUse, readDormantRule } from './last-use';

/**
 * Deactivates somebody who has not come for so long and was warned, by the verb that deactivates anybody.
 * @returns whether it did: who signed in meanwhile, or is deactivated already, stays as they are
 * @throws conflict for the last active administrator
 */
export async function deactivateDormant(ctx: Context, id: Id, at: Date): Promise<boolean> {
  const action = 'user.deactivate_dormant';
  return mutate<boolean>(ctx, { action, subjectId: id }, async (tx) => {
    // What spares somebody is changed under the same lock.
    await tx.sql`select 1 from orgs where org_id = ${tx.orgId} for share`;
    return keepingAnAdministrator<Mutation<boolean>>(tx, async () => {
      const { name } = await lockUser(tx, id);
      const dormant = await findDormant(tx, id, at);
      if (!dormant) return unchanged(false);
      const { entries } = await changeActive(tx, ctx, { id, active: false, isToldElsewhere: true }, at);
      const { days, afterDays, provisioned } = dormant;
      const told = { right: 'manageUsers' as const };
      const officers = { right: 'readWholeLedger' as const };
      const facts = { who: name, days, provisioned };
      await notify(tx, [told, officers], { kind: 'dormant.deactivated', subjectId: id, facts }, at);
      const why = { rule: 'dormant_accounts', afterDays, days, ...(provisioned && { provisioned }) };
      return { value: true, entries: [{ action, subjectId: id, facts: why }, ...(entries ?? [])] };
    });
  });
}

/** As they are now, under the lock of their row. */
async function findDormant(tx: Tx, id: Id, at: Date) {
  const rule = await readDormantRule(tx);
  const limits = limitsOf(rule, at)?.leaving;
  const kept = await keptBySso(tx);
  if (!limits || kept === 'not_known' || kept.includes(id)) return null;
  const [row] = await tx.sql<{ lastUseMs: number; provisioned: boolean }[]>`
    select (extract(epoch from ${lastUse(tx)}) * 1000)::double precision as "lastUseMs", ${isProvisioned(tx)} as provisioned
    from users u
    where u.org_id = ${tx.orgId} and u.id = ${id} and u.active
      and ${lastUse(tx)} <= ${limits.lastUse.toISOString()}::timestamptz
      and u.dormant_warned_at >= ${lastUse(tx)} and u.dormant_warned_at <= ${limits.warned.toISOString()}::timestamptz`;
  if (!row) return null;
  const days = daysBetween(row.lastUseMs, at.getTime());
  return { days, afterDays: rule.deactivateDays, provisioned: row.provisioned };
}
