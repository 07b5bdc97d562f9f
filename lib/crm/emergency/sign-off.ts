import { assertOrgRight } from '@/lib/people/auth/permissions';
import { notify } from '@/lib/people/notices/notify';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { conflict, forbidden, notFound } from '@/lib/platform/errors';
import { readInput } from '@/lib/platform/read-input';
import { areGrantsKept, findGrant, keepGrant } from '@/lib/protection/integrity/emergency';
import { mutate } from '@/lib/protection/mutate';
import { isOver } from './end';
import { type EmergencySignOff, signOffSchema } from './schemas';
import { VERDICT_WORDS } from './words';

/**
 * Says, as somebody else who reads the whole audit log, whether emergency access was justified. Once; the note is kept sealed in
 * the entry. Of one that was changed outside Careledger the entry says so.
 * @throws forbidden, of one's own too; not_found; conflict while it is in force, or when it is reviewed; invalid
 */
export async function signOffEmergency(ctx: Context, input: EmergencySignOff): Promise<void> {
  const { id, verdict, note } = readInput(signOffSchema, input);
  await mutate(ctx, { action: 'emergency.sign_off', subjectId: id, facts: { verdict } }, async (tx) => {
    assertOrgRight(ctx, 'readWholeLedger');
    const grant = await findGrant(tx, id, true);
    if (!grant) throw notFound('The emergency access');
    if (grant.userId === ctx.actor.id)
      throw forbidden('Nobody reviews their own emergency access.', { reason: 'OWN_ACTS' });
    const [kept] = await areGrantsKept(tx, [grant]);
    if (!isOver(grant, clock.nowMs())) throw conflict('It is in force still. End it first.');
    if (kept && grant.reviewedMs !== null) throw conflict('Somebody has reviewed it already.');
    const nowMs = clock.nowMs();
    const ended = { endedMs: grant.endedMs ?? nowMs, endedBy: grant.endedBy ?? ('0' as const) };
    const reviewed = { ...grant, ...ended, verdict, reviewedBy: ctx.actor.id, reviewedMs: nowMs };
    await tx.sql`
      update emergency_grants set ended_at = ${new Date(ended.endedMs).toISOString()}::timestamptz,
        ended_by = ${ended.endedBy}, verdict = ${verdict}, reviewed_by = ${ctx.actor.id},
        reviewed_at = ${new Date(nowMs).toISOString()}::timestamptz
      where org_id = ${tx.orgId} and id = ${id}`;
    await keepGrant(tx, reviewed);
    const { drill, module, recordId } = grant;
    const facts = { by: ctx.actor.name, verdict: VERDICT_WORDS[verdict], ...(drill && { drill }) };
    await notify(tx, { userIds: [grant.userId] }, { kind: 'emergency.signed_off', subjectId: id, facts });
    const about = module && recordId ? { module, recordId } : {};
    const said = { verdict, ...(drill && { drill }), ...(!kept && { changed_outside: true }) };
    const entry = { action: 'emergency.sign_off', subjectId: id, ...about, facts: said } as const;
    return { value: undefined, entries: [{ ...entry, ...(note && { note }) }] };
  });
}
