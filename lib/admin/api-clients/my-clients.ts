/** The programs that act for the asker, as the screen Account › Programs that act for me shows them. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import type { ProgramPurpose } from '@/lib/protection/accounting/purposes';

export interface MyClientDto {
  id: Id;
  name: string;
  scopes: string[];
  allowedIps: string[];
  /** What for it reads, of `lib/protection/accounting/purposes.ts`. */
  purpose: ProgramPurpose;
  /** Who made it; null for those from before that was kept. */
  madeBy: string | null;
  /** Whose change waits for an answer. */
  askedBy: string | null;
  /** ISO times. */
  createdAt: string;
  expiresAt: string | null;
  acceptedAt: string | null;
  lastUsedAt: string | null;
  /** With accepting, its secret is made and shown. */
  secretDue: boolean;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

/** Those that are not revoked, what waits for an answer first. At most 200. */
export async function listMyClients(ctx: Context): Promise<MyClientDto[]> {
  return inOrg(
    ctx.orgId,
    (tx) => tx.sql<MyClientDto[]>`
      select c.id, c.name, c.scopes, c.allowed_ips as "allowedIps", c.purpose,
        case when c.made_by = 0 then 'The command on the server' else m.name end as "madeBy", a.name as "askedBy",
        to_char(c.created_at at time zone 'UTC', ${ISO}) as "createdAt",
        to_char(c.expires_at at time zone 'UTC', ${ISO}) as "expiresAt",
        to_char(c.accepted_at at time zone 'UTC', ${ISO}) as "acceptedAt",
        to_char(w.last_used_at at time zone 'UTC', ${ISO}) as "lastUsedAt", c.secret_due as "secretDue"
      from api_clients c
      left join users m on m.org_id = c.org_id and m.id = c.made_by
      left join users a on a.org_id = c.org_id and a.id = c.asked_by
      left join api_client_use w on w.org_id = c.org_id and w.client_id = c.id
      where c.org_id = ${tx.orgId} and c.owner_id = ${ctx.actor.id} and c.revoked_at is null
      order by c.accepted_at is not null, lower(c.name), c.id limit 200`,
  );
}
