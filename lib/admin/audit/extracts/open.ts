/**
 * Opening an extract, by somebody who is nobody here. Guarantees: it opens once, for link and secret together; five wrong
 * secrets end it, however many are tried at once (its row is locked); each opening and each refused one is an event.
 */
import { metadataOf } from '@/lib/crm/modules/metadata';
import { isPassword } from '@/lib/people/auth/password';
import { type Context, holderContext } from '@/lib/platform/context';
import { plainSecret, readFragment } from '@/lib/platform/crypto/one-time-link';
import { type LinkState, type LinkTimes, MOST_TRIES, stateOf } from '@/lib/platform/crypto/one-time-state';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { THE_INDIVIDUAL } from '@/lib/protection/disclose/subject';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { type Mutation, mutate } from '@/lib/protection/mutate';
import { contentsOf, type ExtractContents } from './contents';
import { type ExtractBound, type ExtractSubject, isLinkToken } from './secrets';

export type OpenedExtract =
  | ({ ok: true; organisation: string } & ExtractContents)
  | { ok: false; why: 'wrong_link' | 'wrong_secret' | Exclude<LinkState, 'ready'>; triesLeft?: number };

export interface OpenRequest {
  extractId: string;
  /** What stands behind `#` in the link. */
  token: string;
  secret: string;
}

interface StoredRow extends LinkTimes {
  id: Id;
  conversationId: Id | null;
  recordId: Id | null;
  module: string | null;
  entryId: Id | null;
  entryIds: Id[];
  audience: ExtractSubject['audience'];
  linkHash: Buffer;
  secretHash: string;
}

type Row = ExtractBound & LinkTimes & { linkHash: Buffer };

/** What no extract has is answered as a wrong link is. */
export async function openExtract(
  { extractId, token: fragment, secret }: OpenRequest,
  requestId: string,
): Promise<OpenedExtract> {
  const link = readFragment(fragment);
  if (!link || !isId(extractId)) return { ok: false, why: 'wrong_link' };
  const ctx = holderContext(link.orgId, extractId, requestId, 'Holder of an extract’s link');
  try {
    return await openOnce(ctx, extractId, link.token, secret);
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return { ok: false, why: 'wrong_link' };
    throw error;
  }
}

function openOnce(ctx: Context, extractId: Id, token: string, secret: string): Promise<OpenedExtract> {
  return mutate<OpenedExtract>(ctx, { action: 'record_extract.open', subjectId: extractId }, async (tx) => {
    const row = await lockRow(tx, extractId);
    const refused = (value: OpenedExtract & { ok: false }): Mutation<OpenedExtract> => ({
      value,
      entries: [{ ...eventOf(row, { reason: value.why }), outcome: 'refused' }],
    });
    if (!isLinkToken(await keysOf(tx), row, token, row.linkHash)) {
      noteIfForeign(tx, extractId, token, [row.linkHash]);
      return refused({ ok: false, why: 'wrong_link' });
    }
    const state = stateOf(row);
    if (state !== 'ready') return refused({ ok: false, why: state });
    const isOwn = tx.sql`org_id = ${tx.orgId} and id = ${extractId}`;
    if (!(await isPassword(plainSecret(secret), row.secretHash))) {
      await tx.sql`update extracts set failed_tries = failed_tries + 1 where ${isOwn}`;
      return refused({ ok: false, why: 'wrong_secret', triesLeft: MOST_TRIES - row.failedTries - 1 });
    }
    await tx.sql`update extracts set opened_at = now() where ${isOwn}`;
    const contents = await contentsOf(tx, row);
    const { orgName: organisation } = await metadataOf(tx);
    await noteGiven(tx, ctx, row);
    return {
      value: { ok: true, organisation, ...contents },
      entries: [eventOf(row, { entries: contents.lines.length })],
    };
  });
}

async function lockRow(tx: Tx, extractId: Id): Promise<Row> {
  const [row] = await tx.sql<StoredRow[]>`
    select id, conversation_id as "conversationId", record_id as "recordId", module, entry_id as "entryId",
      entry_ids as "entryIds", audience, link_hash as "linkHash", secret_hash as "secretHash",
      failed_tries as "failedTries", expires_at as "expiresAt", opened_at as "openedAt", revoked_at as "revokedAt"
    from extracts where org_id = ${tx.orgId} and id = ${extractId} for update`;
  if (!row) throw notFound('The extract');
  // Of one or the other, which the table holds.
  return { ...row, expiresMs: new Date(row.expiresAt).getTime() } as Row;
}

/** Of a conversation the extract stands among the facts, since the conversation is what the event is about. */
function eventOf(row: Row, facts: NonNullable<NewEntry['facts']>): NewEntry {
  if (row.conversationId !== null) {
    return { action: 'chat_extract.open', subjectId: row.conversationId, facts: { extractId: row.id, ...facts } };
  }
  const { module, recordId } = row;
  return { action: 'record_extract.open', module, recordId, subjectId: row.id, facts };
}

async function noteGiven(tx: Tx, ctx: Context, row: Row): Promise<void> {
  const purpose = row.audience === 'operator' ? 'operations' : 'patient_request';
  const recipient = `${RECIPIENTS[row.audience]}, by a one-time link`;
  const given = { exit: 'extract', recipient, purpose, subjectId: row.id } as const;
  if (row.conversationId !== null) {
    return noteDisclosures(tx, ctx, [{ ...given, fields: [], conversationId: row.conversationId }]);
  }
  const { modules } = await metadataOf(tx);
  const moduleId = modules.find(({ apiName }) => apiName === row.module)?.id;
  // Of a module that is gone nobody asks for an accounting.
  if (!moduleId) return;
  await noteDisclosures(tx, ctx, [{ ...given, address: '', moduleId, fields: ['$ledger'], recordIds: [row.recordId] }]);
}

const RECIPIENTS = { visitor: 'The visitor', operator: 'An operator', patient: THE_INDIVIDUAL };
