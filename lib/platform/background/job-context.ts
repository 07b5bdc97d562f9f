/**
 * In whose name a job acts: the person who started it, with the rights as they are now. A right that was taken away
 * while the job waited is not there any more; a deactivated person's job does not run, nor one changed by SQL.
 */
import { revealRests } from '@/lib/people/auth/reveal-rests';
import type { ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { assertJobKept, type KeptJob, keptJobColumns } from '@/lib/protection/integrity/kept-job';
import { isProofWhole, type RightsProof } from '@/lib/protection/integrity/rights';

interface StarterRow {
  id: Id;
  name: string;
  active: boolean;
  time_zone: string;
  rights: ProfileRights;
  waits: boolean;
  owner_ids: Id[] | null;
  proof: RightsProof;
}

/**
 * The context of a job's acts. Its request id names the job.
 * @throws not_found when the job is gone; forbidden when its starter is gone or deactivated, or the job is not as
 * Careledger made it.
 */
export async function jobContext(orgId: Id, jobId: Id): Promise<Context> {
  const row = await inOrg(orgId, async (tx) => {
    const [job] = await tx.sql<KeptJob[]>`
      select ${keptJobColumns(tx)} from jobs where org_id = ${orgId} and id = ${jobId}`;
    if (!job) throw notFound('The job');
    await assertJobKept(tx, job);
    const [starter] = await tx.sql<StarterRow[]>`
      select app.rights_of(${orgId}, u.id, null) as proof, u.id, u.name, u.active, u.time_zone,
        app.effective_rights(p.rights, u.phi_suspended) as rights,
        ${revealRests(tx.sql)} as waits,
        case when r.parent_id is not null then u.id::text || array(
          select other.id::text from roles below
          join users other on other.org_id = below.org_id and other.role_id = below.id
          where below.org_id = r.org_id and starts_with(below.path, r.path) and below.id <> r.id
        ) end as owner_ids
      from users u
      join profiles p on p.org_id = u.org_id and p.id = u.profile_id
      join roles r on r.org_id = u.org_id and r.id = u.role_id
      where u.org_id = ${orgId} and u.id = ${job.createdBy}`;
    return starter;
  });
  if (!row?.active) throw forbidden('The person who started this may not sign in any more.');
  if (!(await isProofWhole(orgId, row.id, row.proof)))
    throw forbidden('What this person may do was changed outside Careledger.');
  return {
    orgId,
    actor: { kind: 'user', id: row.id, name: row.name },
    rights: row.rights,
    ...(row.waits && { waits: true }),
    ownerIds: row.owner_ids,
    requestId: `job-${jobId}`,
    ip: null,
    sessionId: null,
    timeZone: row.time_zone,
  };
}
