/** In whose name something is done that nobody sits at: a person's, with the rights as they are at this moment. */
import type { ProfileRights } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { isProofWhole, type RightsProof } from '@/lib/protection/integrity/rights';
import { revealRests } from './reveal-rests';
import { type RulesFor, sharedPart } from './shared-records';

export interface PersonRow {
  id: Id;
  name: string;
  active: boolean;
  time_zone: string;
  rights: ProfileRights;
  waits: boolean;
  owner_ids: Id[] | null;
  proof: RightsProof;
  sharing: RulesFor;
}

/** A person as they are now; undefined where there is none. */
export async function readPerson(tx: Tx, userId: Id): Promise<PersonRow | undefined> {
  const [person] = await tx.sql<PersonRow[]>`
    select app.rights_of(${tx.orgId}, u.id, null) as proof, app.sharing_of(${tx.orgId}, u.id) as sharing, u.id, u.name, u.active, u.time_zone,
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
    where u.org_id = ${tx.orgId} and u.id = ${userId}`;
  return person;
}

/**
 * The context of what is done in a person's name. After the transaction that read it.
 * @param gone what is said of somebody who left
 * @throws forbidden when the person is gone or deactivated, or SQL changed what they may do
 */
export async function personContext(
  orgId: Id,
  person: PersonRow | undefined,
  { requestId, gone, ip = null }: { requestId: string; gone: string; ip?: string | null },
): Promise<Context> {
  if (!person?.active) throw forbidden(gone, { reason: 'NOT_ACTIVE' });
  if (!(await isProofWhole(orgId, person.id, person.proof)))
    throw forbidden('What this person may do was changed outside Careledger.');
  return {
    orgId,
    actor: { kind: 'user', id: person.id, name: person.name },
    rights: person.rights,
    ...(person.waits && { waits: true }),
    ownerIds: person.owner_ids,
    ...(await sharedPart(orgId, person.sharing)),
    requestId,
    ip,
    sessionId: null,
    timeZone: person.time_zone,
  };
}
