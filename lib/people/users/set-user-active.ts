import { assertFresh } from '@/lib/people/auth/fresh';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { type Mutation, mutate, unchanged } from '@/lib/protection/mutate';
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
    // Nobody is kept from shutting somebody out.
    if (active) assertFresh(ctx);
    return changeActive(tx, ctx, { id, active }, at);
  });
}

/**
 * The change itself, with all that it brings about, within an act. @param isToldElsewhere the caller tells of it in its own words
 * @throws not_found; conflict for the last active administrator
 */
export function changeActive(
  tx: Tx,
  ctx: Context,
  { id, active, isToldElsewhere = false }: { id: Id; active: boolean; isToldElsewhere?: boolean },
  at: Date,
): Promise<Mutation<undefined>> {
  return keepingAnAdministrator<Mutation<undefined>>(tx, async () => {
    const user = await lockUser(tx, id);
    if (user.active === active) return unchanged();
    await tx.sql`update users set active = ${active} where org_id = ${tx.orgId} and id = ${id}`;
    const ended = active ? {} : await endAllWaysIn(tx, id, at);
    const facts = { active, ...ended };
    const { rights } = await holdProfile(tx, user.profileId);
    const what = [active ? 'activated' : 'deactivated'] as const;
    const account = {
      id,
      name: user.name,
      what,
      opens: active && isGuarded(rights),
      wasSecond: !active && isSecond(rights),
      isToldElsewhere,
    };
    const { entries } = await noteAccountChange(tx, ctx, account, at);
    return {
      value: undefined,
      entries: [{ action: 'user.update', subjectId: id, fields: ['active'], facts }, ...entries],
    };
  });
}

/** Sessions, and the tokens of programs that act for them: for good, whoever is activated again. What programs there are is counted. */
async function endAllWaysIn(tx: Tx, id: Id, at: Date) {
  const sessions = await endSessions(tx, { userId: id }, 'ended_by_administrator', at);
  const tokens = await tx.sql`
    update api_tokens t set ended_at = ${at.toISOString()}::timestamptz
    from api_clients c
    where t.org_id = ${tx.orgId} and t.ended_at is null and c.org_id = t.org_id and c.id = t.client_id and c.owner_id = ${id}`;
  const [{ clients }] = await tx.sql<[{ clients: number }]>`
    select count(*)::int as clients from api_clients
    where org_id = ${tx.orgId} and owner_id = ${id} and revoked_at is null`;
  return { sessionsEnded: sessions.length, tokensEnded: tokens.count, programsStopped: clients };
}
