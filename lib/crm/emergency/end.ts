import { notify } from '@/lib/people/notices/notify';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import { type Context, systemContext } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { log } from '@/lib/platform/log';
import { areGrantsKept, findGrant, type Grant, keepGrant } from '@/lib/protection/integrity/emergency';
import { mutate } from '@/lib/protection/mutate';

/**
 * Ends one at once, in every process: one's own, or anybody's for those who read the whole audit log.
 * @throws forbidden; not_found; conflict when it has ended
 */
export async function endEmergency(ctx: Context, { id }: { id: Id }): Promise<void> {
  await mutate(ctx, { action: 'emergency.end', subjectId: id }, async (tx) => {
    const grant = isId(id) ? await findGrant(tx, id, true) : undefined;
    const isOwn = grant?.userId === ctx.actor.id;
    if (!isOwn && !canInOrg(ctx.rights, 'readWholeLedger')) throw forbidden('Your profile may not end this.');
    if (!grant) throw notFound('The emergency access');
    if (isOver(grant, clock.nowMs())) throw conflict('It has ended already.');
    return { value: undefined, entries: [await end(tx, ctx, grant)] };
  });
}

/** Whether it is in force no more, whoever has noted so. */
export const isOver = ({ endedMs, endsMs }: Pick<Grant, 'endedMs' | 'endsMs'>, nowMs: number): boolean =>
  endedMs !== null || endsMs <= nowMs;

/** Notes the end of those in an org whose time is over. Safe to run twice and to miss: they open nothing since. */
export async function endElapsed(orgId: Id, at: Date = clock.now()): Promise<void> {
  const due = await inOrg(
    orgId,
    (tx) => tx.sql<{ id: Id }[]>`
      select id from emergency_grants
      where org_id = ${tx.orgId} and ended_at is null and ends_at <= ${at.toISOString()}::timestamptz
      order by ends_at, id limit 500`,
  );
  const ctx = systemContext(orgId, 'emergency');
  for (const { id } of due) {
    try {
      await mutate(ctx, { action: 'emergency.end', subjectId: id }, async (tx) => {
        const grant = await findGrant(tx, id, true);
        if (!grant || grant.endedMs !== null) throw conflict('It has ended already.');
        return { value: undefined, entries: [await end(tx, ctx, grant)] };
      });
    } catch {
      // Somebody ended it meanwhile, or it is tried again in a minute; one holds up no other.
      log.warn({ event: 'emergency.not_ended', orgId });
    }
  }
}

async function end(tx: Tx, ctx: Context, grant: Grant) {
  const [kept] = await areGrantsKept(tx, [grant]);
  const ended = { ...grant, endedMs: clock.nowMs(), endedBy: ctx.actor.id };
  await tx.sql`
    update emergency_grants set ended_at = ${new Date(ended.endedMs).toISOString()}::timestamptz, ended_by = ${ctx.actor.id}
    where org_id = ${tx.orgId} and id = ${grant.id}`;
  // One that Careledger did not write so gets no check: it stays named until an officer has looked at it.
  if (kept) await keepGrant(tx, ended);
  const { subjectId, drill } = { subjectId: grant.id, drill: grant.drill };
  const [person] = await tx.sql<{ name: string }[]>`
    select name from users where org_id = ${tx.orgId} and id = ${grant.userId}`;
  const facts = { who: person?.name ?? 'a former user', by: ctx.actor.name, ...(drill && { drill }) };
  const officers = { right: 'readWholeLedger', except: ctx.actor.id } as const;
  await notify(tx, officers, { kind: 'emergency.ended', subjectId, facts });
  const isOwn = grant.userId === ctx.actor.id;
  if (!isOwn) await notify(tx, { userIds: [grant.userId] }, { kind: 'emergency.ended_by', subjectId, facts });
  const about = grant.module && grant.recordId ? { module: grant.module, recordId: grant.recordId } : {};
  const how = isOwn ? 'person' : ctx.actor.kind === 'system' ? 'time' : 'officer';
  return { action: 'emergency.end', subjectId, ...about, facts: { how, ...(drill && { drill }) } } as const;
}
