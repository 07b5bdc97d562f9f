import { metadataFor } from '@/lib/crm/modules/seen';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { EmergencyVerdict } from '@/lib/platform/db/schema/emergency';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { areGrantsKept, type Grant, grantColumns } from '@/lib/protection/integrity/emergency';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { isOver } from './end';
import { reasonWords, VERDICT_WORDS } from './words';

export interface GrantDto {
  id: Id;
  who: string;
  isOwn: boolean;
  drill: boolean;
  /** The module in the plural and the number of the record; null in a drill. */
  record: { module: string; moduleLabel: string; id: Id } | null;
  reason: string;
  startedAt: string;
  endsAt: string;
  /** When it was over, and whose doing that was. */
  endedAt: string | null;
  endedBy: string | null;
  isOver: boolean;
  verdict: string | null;
  reviewedBy: string | null;
  reviewedAt: string | null;
  /** As Careledger wrote it. */
  isKept: boolean;
  mayEnd: boolean;
  mayReview: boolean;
}

export interface EmergencyDto {
  /** Whether the asker may use it. */
  mayUse: boolean;
  isReviewer: boolean;
  /** The newest 100: everybody's for reviewers, else one's own. */
  grants: GrantDto[];
}

type Row = Grant & { who: string; endedByName: string | null; reviewer: string | null };

/** Emergency access and its reviews. @throws forbidden for whoever may neither use nor review it */
export async function listEmergency(ctx: Context): Promise<EmergencyDto> {
  const isReviewer = canInOrg(ctx.rights, 'readWholeLedger');
  if (!isReviewer) assertOrgRight(ctx, 'emergencyAccess');
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<Row[]>`
      select ${grantRow(tx)} where g.org_id = ${tx.orgId} and (${isReviewer} or g.user_id = ${ctx.actor.id})
      order by g.id desc limit 100`;
    return { mayUse: canInOrg(ctx.rights, 'emergencyAccess'), isReviewer, grants: await toDtos(tx, ctx, rows) };
  });
}

export interface GrantEvent {
  id: Id;
  at: string;
  action: string;
  outcome: 'done' | 'refused';
  actor: string;
  fields: string[];
}

export interface GrantReport {
  grant: GrantDto;
  /** What was done by it, from the audit log: the first 500. */
  events: GrantEvent[];
  /** How many people were told at once. */
  told: number;
}

/**
 * What others than the person do about one. So the entries about it are found by the indexes of the audit log, which has none of
 * subjects: by who did it, by what was refused, and by these acts.
 */
const ACTS_ABOUT: readonly LedgerAction[] = [
  'emergency.start',
  'emergency.end',
  'emergency.sign_off',
  'integrity.failed',
  'integrity.mended',
];

/** One of them with all that was done by it: one's own, or anybody's for reviewers. @throws forbidden; not_found */
export async function getGrant(ctx: Context, id: Id): Promise<GrantReport> {
  const isReviewer = canInOrg(ctx.rights, 'readWholeLedger');
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<Row[]>`
      select ${grantRow(tx)} where g.org_id = ${tx.orgId} and g.id = ${isId(id) ? id : '0'}
        and (${isReviewer} or g.user_id = ${ctx.actor.id})`;
    const [grant] = await toDtos(tx, ctx, rows);
    if (!grant) {
      if (!isReviewer) assertOrgRight(ctx, 'emergencyAccess');
      throw notFound('The emergency access');
    }
    const [events, [counted]] = await Promise.all([
      tx.sql<GrantEvent[]>`
        select e.id, to_char(e.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at, e.action, e.outcome,
          e.actor_name as actor, e.fields
        from ledger_entries e
        where e.org_id = ${tx.orgId} and ((e.subject_id = ${grant.id}
            and (e.actor_id = ${rows[0]?.userId ?? '0'} or e.outcome = 'refused' or e.action = any(${ACTS_ABOUT as string[]}::text[])))
          or (e.record_id = ${grant.record?.id ?? '0'} and e.facts like ${`%"emergency":"${grant.id}"%`}))
        order by e.id limit 500`,
      tx.sql<[{ told: number }]>`
        select count(distinct user_id)::int as told from notices
        where org_id = ${tx.orgId} and subject_id = ${grant.id} and kind in ('emergency.started', 'emergency.of_yours')`,
    ]);
    return { grant, events: [...events], told: counted.told };
  });
}

const grantRow = (tx: Tx) => tx.sql`
  ${grantColumns(tx)}, u.name as who, e.name as "endedByName", r.name as reviewer
  from emergency_grants g
  join users u on u.org_id = g.org_id and u.id = g.user_id
  left join users e on e.org_id = g.org_id and e.id = g.ended_by
  left join users r on r.org_id = g.org_id and r.id = g.reviewed_by`;

async function toDtos(tx: Tx, ctx: Context, rows: readonly Row[]): Promise<GrantDto[]> {
  const [metadata, kept] = [await metadataFor(tx, ctx), await areGrantsKept(tx, rows)];
  const nowMs = clock.nowMs();
  const isReviewer = canInOrg(ctx.rights, 'readWholeLedger');
  return rows.map((row, n) => {
    const [isOwn, isKept, over] = [row.userId === ctx.actor.id, kept[n] === true, isOver(row, nowMs)];
    const moduleLabel = metadata.modules.find(({ apiName }) => apiName === row.module)?.plural ?? row.module ?? '';
    const endedMs = row.endedMs ?? (over ? row.endsMs : null);
    return {
      id: row.id,
      who: row.who,
      isOwn,
      drill: row.drill,
      record: row.module && row.recordId ? { module: row.module, moduleLabel, id: row.recordId } : null,
      reason: reasonWords(row.reason),
      startedAt: iso(row.startedMs),
      endsAt: iso(row.endsMs),
      endedAt: endedMs === null ? null : iso(endedMs),
      endedBy: over ? (row.endedByName ?? 'Its time was over') : null,
      isOver: over,
      verdict: isKept && row.verdict ? VERDICT_WORDS[row.verdict as EmergencyVerdict] : null,
      reviewedBy: isKept ? row.reviewer : null,
      reviewedAt: isKept && row.reviewedMs !== null ? iso(row.reviewedMs) : null,
      isKept,
      mayEnd: !over && (isOwn || isReviewer),
      mayReview: isReviewer && !isOwn && over && !(isKept && row.reviewedMs !== null),
    };
  });
}

const iso = (ms: number): string => new Date(ms).toISOString();
