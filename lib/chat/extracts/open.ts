/**
 * Opening an extract, by somebody who is nobody here. Guarantees: it opens once, for link and secret together; five wrong
 * secrets end it, however many are tried at once (its row is locked); each opening and each refused one is an event.
 */
import { isPassword } from '@/lib/people/auth/password';
import { type Context, holderContext } from '@/lib/platform/context';
import { plainSecret, readFragment } from '@/lib/platform/crypto/one-time-link';
import { type LinkState, type LinkTimes, MOST_TRIES, stateOf } from '@/lib/platform/crypto/one-time-state';
import { CareledgerError, notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { noteIfForeign } from '@/lib/protection/integrity/bearer';
import { type ChatLine, chatLineOf } from '@/lib/protection/ledger/chat-line';
import { entriesById } from '@/lib/protection/ledger/queries';
import { type Mutation, mutate } from '@/lib/protection/mutate';
import { isLinkToken } from './secrets';

export type OpenedExtract =
  | { ok: true; organisation: string; conversationId: Id; lines: ChatLine[] }
  | { ok: false; why: 'wrong_link' | 'wrong_secret' | Exclude<LinkState, 'ready'>; triesLeft?: number };

export interface OpenRequest {
  extractId: string;
  /** What stands behind `#` in the link. */
  token: string;
  secret: string;
}

interface Row extends LinkTimes {
  conversationId: Id;
  entryIds: Id[];
  audience: 'operator' | 'visitor';
  linkHash: Buffer;
  secretHash: string;
}

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
  const action = 'chat_extract.open';
  return mutate<OpenedExtract>(ctx, action, async (tx) => {
    const [row] = await tx.sql<Row[]>`
      select conversation_id as "conversationId", entry_ids as "entryIds", audience, link_hash as "linkHash",
        secret_hash as "secretHash", failed_tries as "failedTries", expires_at as "expiresAt", opened_at as "openedAt",
        revoked_at as "revokedAt"
      from chat_extracts where org_id = ${tx.orgId} and id = ${extractId} for update`;
    if (!row) throw notFound('The extract');
    const event = { action, subjectId: row.conversationId } as const;
    const refused = (value: OpenedExtract & { ok: false }): Mutation<OpenedExtract> => ({
      value,
      entries: [{ ...event, outcome: 'refused', facts: { extractId, reason: value.why } }],
    });
    const bound = { ...row, id: extractId, expiresMs: new Date(row.expiresAt).getTime() };
    if (!isLinkToken(await keysOf(tx), bound, token, row.linkHash)) {
      noteIfForeign(tx, extractId, token, [row.linkHash]);
      return refused({ ok: false, why: 'wrong_link' });
    }
    const state = stateOf(row);
    if (state !== 'ready') return refused({ ok: false, why: state });
    const isOwn = tx.sql`org_id = ${tx.orgId} and id = ${extractId}`;
    if (!(await isPassword(plainSecret(secret), row.secretHash))) {
      await tx.sql`update chat_extracts set failed_tries = failed_tries + 1 where ${isOwn}`;
      return refused({ ok: false, why: 'wrong_secret', triesLeft: MOST_TRIES - row.failedTries - 1 });
    }
    await tx.sql`update chat_extracts set opened_at = now() where ${isOwn}`;
    const entries = await entriesById(tx, row.entryIds);
    const [org] = await tx.sql<{ name: string }[]>`select name from orgs where org_id = ${tx.orgId}`;
    const { conversationId } = row;
    const isVisitor = row.audience === 'visitor';
    const recipient = isVisitor ? 'The visitor, by a one-time link' : 'An operator, by a one-time link';
    const purpose = isVisitor ? 'patient_request' : 'operations';
    const about = { fields: [], conversationId, subjectId: extractId };
    await noteDisclosures(tx, ctx, [{ exit: 'extract', recipient, purpose, ...about }]);
    return {
      value: { ok: true, organisation: org?.name ?? '', conversationId, lines: entries.map(chatLineOf) },
      entries: [{ ...event, facts: { extractId, entries: entries.length } }],
    };
  });
}
