import { assertOrgRight } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { type LinkState, type LinkTimes, stateOf } from '@/lib/platform/crypto/one-time-state';
import { inOrg, type Statement, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { openDetails } from '@/lib/protection/disclose/ledger-details';
import { entriesById } from '@/lib/protection/ledger/queries';
import { visibleActors } from '@/lib/protection/ledger/sight';
import { assertMayGive } from './of-record';

/** What every extract has in a list. */
export interface ListedExtract {
  id: Id;
  entries: number;
  createdBy: string | null;
  createdAt: string;
  expiresAt: string;
  state: LinkState;
}

export interface ExtractRow extends ListedExtract {
  conversationId: Id;
  audience: 'operator' | 'visitor';
}

export interface RecordExtractRow extends ListedExtract {
  audience: 'operator' | 'patient';
  /** To whom it was given, as the officer wrote; null where the entry that keeps it is gone or does not open. */
  recipient: string | null;
}

const MOST = 100;

/** Whose extracts the asker sees and takes back: those made by people whose entries they see. @throws forbidden */
export function madeBySeen(tx: Tx, ctx: Context): Statement {
  const actors = visibleActors(ctx);
  return actors ? tx.sql`e.created_by = any(${actors as Id[]}::bigint[])` : tx.sql`true`;
}

/** The newest extracts of conversations by people whose entries the asker sees, at most 100. @throws forbidden */
export async function listExtracts(ctx: Context): Promise<ExtractRow[]> {
  assertOrgRight(ctx, 'exportLedger');
  return inOrg(ctx.orgId, (tx) =>
    newest<ExtractRow>(tx, tx.sql`e.conversation_id is not null and ${madeBySeen(tx, ctx)}`),
  );
}

/** The newest extracts of a record's entries, at most 100. Part of the view that the ledger's page wrote down. @throws forbidden */
export async function listRecordExtracts(ctx: Context, recordId: Id): Promise<RecordExtractRow[]> {
  assertMayGive(ctx);
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await newest<Omit<RecordExtractRow, 'recipient'> & { entryId: Id }>(
      tx,
      tx.sql`e.record_id = ${recordId}`,
    );
    const made = await entriesById(
      tx,
      rows.map(({ entryId }) => entryId),
    );
    const details = await openDetails(tx, ctx, made);
    const recipients = new Map(made.map(({ id }, n) => [id, details[n]?.note ?? null]));
    return rows.map(({ entryId, ...row }) => ({ ...row, recipient: recipients.get(entryId) ?? null }));
  });
}

async function newest<Row extends ListedExtract>(tx: Tx, condition: Statement): Promise<Row[]> {
  const rows = await tx.sql<(Omit<Row, 'state'> & LinkTimes & { createdAt: string })[]>`
    select e.id, e.conversation_id as "conversationId", e.entry_id as "entryId", e.audience,
      jsonb_array_length(e.entry_ids) as entries, u.name as "createdBy", e.created_at as "createdAt",
      e.expires_at as "expiresAt", e.opened_at as "openedAt", e.revoked_at as "revokedAt", e.failed_tries as "failedTries"
    from extracts e left join users u on u.org_id = e.org_id and u.id = e.created_by
    where e.org_id = ${tx.orgId} and ${condition} order by e.id desc limit ${MOST}`;
  return rows.map(({ openedAt, revokedAt, failedTries, ...row }) => ({
    ...row,
    createdAt: new Date(row.createdAt).toISOString(),
    expiresAt: new Date(row.expiresAt).toISOString(),
    state: stateOf({ openedAt, revokedAt, failedTries, expiresAt: row.expiresAt }),
  })) as unknown as Row[];
}
