import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { type InvitationState, type InvitationTimes, invitationStateOf } from './link';

export interface InvitationDto {
  id: Id;
  name: string;
  email: string;
  profile: string | null;
  role: string | null;
  byMail: boolean;
  state: InvitationState;
  /** Null when they are gone. */
  invitedBy: string | null;
  /** ISO times. */
  createdAt: string;
  expiresAt: string;
}

const MOST_SHOWN = 100;

type Row = Omit<InvitationDto, 'state'> & InvitationTimes;

/** The newest invitations, but for those that were renewed. @throws forbidden */
export async function listInvitations(ctx: Context, at: Date = clock.now()): Promise<InvitationDto[]> {
  assertOrgRight(ctx, 'manageUsers');
  const rows = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<Row[]>`
      select i.id, i.name, i.email, p.name as profile, r.name as role, i.by_mail as "byMail", u.name as "invitedBy",
        to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "createdAt",
        to_char(i.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as "expiresAt",
        (extract(epoch from i.expires_at) * 1000)::double precision as "expiresMs",
        i.accepted_at as "acceptedAt", i.withdrawn_at as "withdrawnAt", i.replaced_at as "replacedAt"
      from invitations i
      left join profiles p on p.org_id = i.org_id and p.id = i.profile_id
      left join roles r on r.org_id = i.org_id and r.id = i.role_id
      left join users u on u.org_id = i.org_id and u.id = i.created_by
      where i.org_id = ${tx.orgId} and i.replaced_at is null
      order by i.id desc limit ${MOST_SHOWN}`,
  );
  return rows.map(({ expiresMs, acceptedAt, withdrawnAt, replacedAt, ...row }) => ({
    ...row,
    state: invitationStateOf({ expiresMs, acceptedAt, withdrawnAt, replacedAt }, at),
  }));
}
