/** Links by which the accounting of a record was given, and taking one back. */
import type { Context } from '@/lib/platform/context';
import { type LinkState, type LinkTimes, stateOf } from '@/lib/platform/crypto/one-time-state';
import type { Tx } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { readInput } from '@/lib/platform/read-input';
import { withMerged } from '@/lib/protection/accounting/merged';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { requireAccountable } from '../rights';
import { type TakeBackRequest, takeBackSchema } from '../schemas';

export interface AccountingLink {
  id: Id;
  /** First and last day that it is of. */
  from: string;
  to: string;
  by: string;
  /** ISO times. */
  createdAt: string;
  expiresAt: string;
  openedAt: string | null;
  state: LinkState;
}

/** The newest of some records, at most 50. */
export async function readLinks(tx: Tx, recordIds: readonly Id[]): Promise<AccountingLink[]> {
  const rows = await tx.sql<(Omit<AccountingLink, 'state'> & LinkTimes)[]>`
    select l.id, l.from_day::text as "from", l.to_day::text as "to", coalesce(u.name, 'a former user') as by,
      l.created_at as "createdAt", l.expires_at as "expiresAt", l.opened_at as "openedAt", l.revoked_at as "revokedAt",
      l.failed_tries as "failedTries"
    from accounting_links l left join users u on u.org_id = l.org_id and u.id = l.created_by
    where l.org_id = ${tx.orgId} and l.record_id = any(${recordIds as Id[]}::bigint[])
    order by l.id desc limit 50`;
  const iso = (time: Date | string) => new Date(time).toISOString();
  return rows.map(({ id, from, to, by, createdAt, expiresAt, openedAt, ...row }) => ({
    ...{ id, from, to, by },
    createdAt: iso(createdAt),
    expiresAt: iso(expiresAt),
    openedAt: openedAt === null ? null : iso(openedAt),
    state: stateOf({ ...row, expiresAt, openedAt }),
  }));
}

/** Ends a link that was not opened: it opens nothing from then on. @throws forbidden; not_found; conflict once it was opened */
export async function takeBackAccounting(ctx: Context, input: TakeBackRequest): Promise<void> {
  const { module, recordId, linkId } = readInput(takeBackSchema, input);
  const attempt = { action: 'accounting.revoke', module, recordId, subjectId: linkId } as const;
  await mutate(ctx, attempt, async (tx) => {
    await requireAccountable(tx, ctx, { module, recordId });
    const [row] = await tx.sql<{ isOpened: boolean; isRevoked: boolean }[]>`
      select opened_at is not null as "isOpened", revoked_at is not null as "isRevoked" from accounting_links
      where org_id = ${tx.orgId} and id = ${linkId} and record_id = any(${await withMerged(tx, recordId)}::bigint[])
      for update`;
    if (!row) throw notFound('The link');
    if (row.isOpened) throw conflict('It was opened already.');
    if (row.isRevoked) return unchanged();
    await tx.sql`update accounting_links set revoked_at = now() where org_id = ${tx.orgId} and id = ${linkId}`;
    return { value: undefined, entries: [attempt] };
  });
}
