/** What people see of their own second factors. */
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { isNeededBy } from './needed';
import { countRecoveryCodes } from './recovery-codes';

export interface FactorDto {
  id: Id;
  kind: 'passkey' | 'totp';
  name: string;
  /** ISO times. */
  addedAt: string;
  lastUsedAt: string | null;
}

export interface MyFactors {
  factors: FactorDto[];
  recoveryCodesLeft: number;
  /** The organisation asks for one, so the last stays. */
  needed: boolean;
}

const ISO = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';

/** The actor's own, the oldest first. */
export const listMyFactors = (ctx: Context): Promise<MyFactors> =>
  inOrg(ctx.orgId, async (tx) => {
    const factors = await tx.sql<FactorDto[]>`
      select id, kind, name, to_char(created_at at time zone 'UTC', ${ISO}) as "addedAt",
        to_char(last_used_at at time zone 'UTC', ${ISO}) as "lastUsedAt"
      from factors
      where org_id = ${tx.orgId} and user_id = ${ctx.actor.id} and removed_at is null order by id`;
    const recoveryCodesLeft = await countRecoveryCodes(tx, ctx.actor.id);
    return { factors: [...factors], recoveryCodesLeft, needed: await isNeededBy(tx, ctx.actor.id) };
  });

/** By what the actor can show who they are; by a password only where they have neither of the others. */
export interface WaysToProve {
  passkey: boolean;
  app: boolean;
  password: boolean;
}

export const waysToProve = (ctx: Context): Promise<WaysToProve> =>
  inOrg(ctx.orgId, async (tx) => {
    const [ways] = await tx.sql<[WaysToProve]>`
      select coalesce(bool_or(f.kind = 'passkey'), false) as passkey, coalesce(bool_or(f.kind = 'totp'), false) as app,
        count(f.id) = 0 and bool_or(starts_with(u.password_hash, '$argon2id$')) as password
      from users u
      left join factors f on f.org_id = u.org_id and f.user_id = u.id and f.removed_at is null
      where u.org_id = ${tx.orgId} and u.id = ${ctx.actor.id}`;
    return ways;
  });
