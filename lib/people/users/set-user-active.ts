import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { readInput } from '@/lib/platform/read-input';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { noteAccountChange } from './account-change';
import { keepingAnAdministrator } from './administrators';
import { endSessions } from './end-session';
import { holdProfile, lockUser } from './find';
import { isGuarded, isSecond } from './reading';
import { type UserState, userStateSchema } from './schemas';

/**
 * Deactivates a user, which ends their sessions at once, or activates one again.
 * @throws forbidden; not_found; conflict for the last active administrator.
 */
export async function setUserActive(ctx: Context, input: UserState, at: Date = clock.now()): Promise<void> {
  const { id, active } = readInput(userStateSchema, input);
  await mutate(ctx, { action: 'user.update', subjectId: id }, async (tx) => {
    assertOrgRight(ctx, 'manageUsers');
    return keepingAnAdministrator(tx, async () => {
      const user = await lockUser(tx, id);
      if (user.active === active) return unchanged();
      await tx.sql`update users set active = ${active} where org_id = ${tx.orgId} and id = ${id}`;
      const ended = active ? [] : await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
      const facts = { active, sessionsEnded: ended.length };
      const { rights } = await holdProfile(tx, user.profileId);
      const what = [active ? 'activated' : 'deactivated'] as const;
      const account = {
        id,
        name: user.name,
        what,
        opens: active && isGuarded(rights),
        wasSecond: !active && isSecond(rights),
      };
      const { entries } = await noteAccountChange(tx, ctx, account, at);
      return {
        value: undefined,
        entries: [{ action: 'user.update', subjectId: id, fields: ['active'], facts }, ...entries],
      };
    });
  });
}
