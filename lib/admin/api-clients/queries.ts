/** What the screens about API clients show: never a hash, never another org's. */

import { assertOrgRight } from '@/lib/people/auth/permissions';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import type { ProgramPurpose } from '@/lib/protection/accounting/purposes';
import { clientIdText } from './token-text';

export interface ApiClientDto {
  id: Id;
  /** As programs send it. */
  clientId: string;
  name: string;
  ownerId: Id;
  owner: string;
  scopes: string[];
  allowedIps: string[];
  callsPerMinute: number;
  /** It may search by protected values in an address. */
  protectedInAddress: boolean;
  /** It may send its secret in an address. */
  secretInAddress: boolean;
  /** It may get tokens by its secret alone. */
  bySecretAlone: boolean;
  /** What for it reads, of `lib/protection/accounting/purposes.ts`. */
  purpose: ProgramPurpose;
  /** ISO times. */
  createdAt: string;
  expiresAt: string | null;
  lastUsedAt: string | null;
  /** `waiting`: for its owner to accept it. */
  state: 'active' | 'waiting' | 'expired' | 'owner_deactivated' | 'revoked';
  /** In the last 24 hours. */
  calls: number;
  errors: number;
}

/** At most 500: those in use first, by name. @throws forbidden */
export async function listClients(ctx: Context, at: Date = clock.now()): Promise<ApiClientDto[]> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(ctx.orgId, (tx) => readClients(tx, at, null));
}

/** @throws forbidden; not_found */
export async function getClient(ctx: Context, id: string, at: Date = clock.now()): Promise<ApiClientDto> {
  assertOrgRight(ctx, 'manageUsers');
  const [found] = isId(id) ? await inOrg(ctx.orgId, (tx) => readClients(tx, at, id)) : [];
  if (!found) throw notFound('The API client');
  return found;
}

async function readClients(tx: Tx, at: Date, only: Id | null): Promise<ApiClientDto[]> {
  const now = at.toISOString();
  const iso = 'YYYY-MM-DD"T"HH24:MI:SS"Z"';
  const rows = await tx.sql<Omit<ApiClientDto, 'clientId'>[]>`
    select c.id, c.name, c.owner_id as "ownerId", u.name as owner, c.scopes, c.allowed_ips as "allowedIps",
      c.calls_per_minute as "callsPerMinute", c.protected_in_address as "protectedInAddress",
      c.secret_in_address as "secretInAddress", c.by_secret_alone as "bySecretAlone", c.purpose, to_char(c.created_at at time zone 'UTC', ${iso}) as "createdAt",
      to_char(c.expires_at at time zone 'UTC', ${iso}) as "expiresAt",
      to_char(w.last_used_at at time zone 'UTC', ${iso}) as "lastUsedAt",
      case when c.revoked_at is not null then 'revoked' when c.expires_at <= ${now}::timestamptz then 'expired'
        when not u.active then 'owner_deactivated' when c.accepted_at is null then 'waiting' else 'active' end as state,
      coalesce(n.calls, 0)::int as calls, coalesce(n.errors, 0)::int as errors
    from api_clients c
    join users u on u.org_id = c.org_id and u.id = c.owner_id
    left join api_client_use w on w.org_id = c.org_id and w.client_id = c.id
    left join lateral (
      select sum(a.calls) as calls, sum(a.errors) as errors from api_calls a
      where a.org_id = c.org_id and a.client_id = c.id and a.hour > ${now}::timestamptz - interval '24 hours') n on true
    where c.org_id = ${tx.orgId} and (${only}::bigint is null or c.id = ${only}::bigint)
    order by c.revoked_at is not null, lower(c.name), c.id limit 500`;
  return rows.map((row) => ({ ...row, clientId: clientIdText(tx.orgId, row.id) }));
}

export interface CallBucket {
  /** Wall time in the asker's zone, `YYYY-MM-DDTHH:mm`. */
  start: string;
  ok: number;
  errors: number;
}

export interface CallHistory {
  unit: 'hour' | 'day';
  /** In order, without gaps. */
  buckets: CallBucket[];
}

const SPANS = { hour: '23 hours', day: '29 days' } as const;

/** Calls of a client: the last 24 hours by hour, or 30 days by day. @throws forbidden */
export async function callHistory(
  ctx: Context,
  id: Id,
  unit: CallHistory['unit'],
  at: Date = clock.now(),
): Promise<CallHistory> {
  assertOrgRight(ctx, 'manageUsers');
  const now = at.toISOString();
  const { timeZone } = ctx;
  const buckets = await inOrg(
    ctx.orgId,
    (tx) => tx.sql<CallBucket[]>`
      with wall as (
        select date_trunc(${unit}, ${now}::timestamptz at time zone ${timeZone}) as last
      ), counted as (
        select date_trunc(${unit}, hour at time zone ${timeZone}) as bucket, sum(calls) as calls, sum(errors) as errors
        from api_calls
        where org_id = ${tx.orgId} and client_id = ${id} and hour > ${now}::timestamptz - interval '31 days'
        group by 1
      )
      select to_char(slot, 'YYYY-MM-DD"T"HH24:MI') as start, (coalesce(calls, 0) - coalesce(errors, 0))::int as ok,
        coalesce(errors, 0)::int as errors
      from wall, generate_series(last - ${SPANS[unit]}::interval, last, ${`1 ${unit}`}::interval) as slot
      left join counted on bucket = slot
      order by slot`,
  );
  return { unit, buckets: [...buckets] };
}

export interface OwnerChoice {
  id: Id;
  name: string;
  profile: string;
}

/** Active users, at most 1,000: whoever may own a client. @throws forbidden */
export async function listOwners(ctx: Context): Promise<OwnerChoice[]> {
  assertOrgRight(ctx, 'manageUsers');
  return inOrg(
    ctx.orgId,
    (tx) => tx.sql<OwnerChoice[]>`
      select u.id, u.name, p.name as profile
      from users u join profiles p on p.org_id = u.org_id and p.id = u.profile_id
      where u.org_id = ${tx.orgId} and u.active order by lower(u.name), u.id limit 1000`,
  );
}
