/**
 * The part of the door to clear text that live chat goes through.
 *
 * Guarantees: what was said is opened for the visitor whose conversation it is, and for operators who may reveal and
 * whose opening of it stands in the ledger, in the sign-in they opened it in. Against: a screen, stream or search that
 * would read along. Not against: somebody with the keys and the database.
 */

import { pipeline, type Readable } from 'node:stream';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import { mayNotReveal } from '@/lib/people/auth/permissions';
import { canInOrg } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { bearerMac, isSameDigest } from '@/lib/platform/crypto/bearer-mac';
import { openText } from '@/lib/platform/crypto/detail-open';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { OpenError } from '@/lib/platform/crypto/open-error';
import type { SealContext } from '@/lib/platform/crypto/record-context';
import { open } from '@/lib/platform/crypto/record-open';
import { Sealed } from '@/lib/platform/crypto/sealed';
import { openStream } from '@/lib/platform/crypto/stream-open';
import type { Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { damaged } from '@/lib/protection/integrity/errors';
import type { IntegrityFailure } from '@/lib/protection/integrity/failure';
import { openEach, openOrTell, orNull, thisMonth } from './damaged';

/** Whose conversation is to be opened, with its own keys. */
export interface OpenedConversation {
  id: Id;
  visitorId: Id;
  keys: OrgKeys;
}

/** What of it is needed to know what is hidden in it. */
export interface SealedConversation {
  id: Id;
  keys: OrgKeys;
  sealed: Buffer | null;
  /** Which envelope it is; 0: one from before they were counted, or none. */
  sealVersion: number;
}

/** Outside a browser an opening holds for so long. */
const OPENED_FOR_HOURS = 12;

/** Where a message's envelope stands. */
export const messagePlace = (orgId: Id, conversationId: Id, messageId: Id, version: number): SealContext => ({
  orgId,
  module: conversationId,
  recordId: messageId,
  version,
});

/** Where the envelope of a conversation's visitor stands. */
export const detailsPlace = (orgId: Id, conversationId: Id, version: number): SealContext =>
  messagePlace(orgId, conversationId, conversationId, version);

/** A message's envelope, and which it is. */
export interface SealedMessage {
  id: Id;
  sealed: Buffer;
  sealVersion: number;
}

/** Throws `OpenError`. */
const openMessage = (
  { id: conversationId, keys }: Pick<SealedConversation, 'id' | 'keys'>,
  { id, sealed, sealVersion }: SealedMessage,
  names: readonly string[],
) => open(Sealed.fromBytes(sealed), names, keys, messagePlace(keys.orgId, conversationId, id, sealVersion));

/** @throws OpenError where an envelope that is counted is not there. */
function openDetails({ id, keys, sealed, sealVersion }: SealedConversation, names: readonly string[]) {
  if (sealed) return open(Sealed.fromBytes(sealed), names, keys, detailsPlace(keys.orgId, id, sealVersion));
  if (sealVersion > 0) throw new OpenError();
  return {};
}

/** The associated data of a file's sealed name. */
export const chatFileNameContext = (fileId: Id): readonly string[] => ['chat-file-name', fileId];

/** Who opened a conversation, when, and in which sign-in. */
export interface Opened {
  conversationId: Id;
  userId: Id;
  sessionId: Id | null;
  openedMs: number;
}

/** The keyed check of an opening, made in the transaction of its event: a row that was put in by SQL opens nothing. */
export const readerMac = (keys: OrgKeys, { conversationId, userId, sessionId, openedMs }: Opened): Buffer =>
  bearerMac(keys, 'reader', [conversationId, userId, sessionId, openedMs]);

/** Whether an opening is one that Careledger noted, in whichever sign-in. */
export const isOpening = (keys: OrgKeys, opened: Opened, mac: Buffer | null): boolean =>
  isSameDigest(readerMac(keys, opened), mac);

/** What is noted of the asker's opening of a conversation, and whether it still holds, in this sign-in. */
export async function openingOf(
  tx: Tx,
  ctx: Context,
  conversationId: Id,
): Promise<{ holds: boolean; mac: Buffer | null }> {
  const [row] = await tx.sql<{ mac: Buffer | null; sessionId: Id | null; openedMs: number }[]>`
    select mac, session_id as "sessionId", (extract(epoch from opened_at) * 1000)::double precision as "openedMs"
    from chat_readers where org_id = ${tx.orgId} and conversation_id = ${conversationId} and user_id = ${ctx.actor.id}`;
  if (!row) return { holds: false, mac: null };
  const { mac, sessionId, openedMs } = row;
  const isOver = sessionId === null && openedMs < clock.nowMs() - OPENED_FOR_HOURS * 3_600_000;
  const genuine = isOpening(await keysOf(tx), { conversationId, userId: ctx.actor.id, sessionId, openedMs }, mac);
  return { holds: genuine && sessionId === ctx.sessionId && !isOver, mac };
}

/** @throws not_found for another visitor's conversation; forbidden for an operator who has not opened it. */
export async function assertMayRead(tx: Tx, ctx: Context, { id, visitorId }: { id: Id; visitorId: Id }): Promise<void> {
  if (ctx.actor.kind === 'system') return;
  if (ctx.actor.kind === 'visitor') {
    if (ctx.actor.id !== visitorId) throw notFound('The conversation');
    return;
  }
  if (!canInOrg(ctx.rights, 'revealPhi')) throw mayNotReveal(ctx, 'read conversations');
  if (!(await openingOf(tx, ctx, id)).holds)
    throw forbidden('Open the conversation first.', { reason: 'CONVERSATION_NOT_OPENED' });
}

/** How it is told of something in a conversation that does not open. */
const foundIn = ({ id }: { id: Id }): IntegrityFailure => ({
  what: 'conversation',
  subjectId: id,
  state: thisMonth(),
});

/** Messages of one conversation. */
interface MessagesOf<Conversation> {
  conversation: Conversation;
  rows: readonly SealedMessage[];
}

/** What messages hold, in their order; null for one that does not open. Throws as `assertMayRead`. */
export async function openMessages(
  tx: Tx,
  ctx: Context,
  { conversation, rows }: MessagesOf<OpenedConversation>,
  names: readonly string[],
): Promise<(Record<string, StoredValue> | null)[]> {
  await assertMayRead(tx, ctx, conversation);
  return openEach(tx, ctx, rows, {
    found: () => foundIn(conversation),
    open: (row) => openMessage(conversation, row, names),
  });
}

/** As `openMessages`, for an act that needs each of them. @throws internal `INTEGRITY` */
export async function openWholeMessages(
  ...asked: Parameters<typeof openMessages>
): Promise<Record<string, StoredValue>[]> {
  const opened = await openMessages(...asked);
  return opened.map((one) => {
    if (one === null) throw damaged();
    return one;
  });
}

/** What the conversation knows of its visitor. Throws as `assertMayRead`. */
export async function openVisitor(
  tx: Tx,
  ctx: Context,
  conversation: OpenedConversation & SealedConversation,
  names: readonly string[],
): Promise<Record<string, StoredValue>> {
  await assertMayRead(tx, ctx, conversation);
  return openOrTell(tx, ctx, foundIn(conversation), () => openDetails(conversation, names));
}

/**
 * The texts that are hidden in a conversation, and how its visitor can be reached, for masking others by them
 * (`lib/chat/mask.ts`). They are told to nobody, so this asks nobody; the caller hands none of them on.
 * @throws internal `INTEGRITY`
 */
export function openHiddenTexts(conversation: SealedConversation): Record<string, StoredValue> {
  const opened = orNull(() => openDetails(conversation, ['hidden', 'email', 'phone']));
  // Nothing of the conversation is shown while it is not known what is hidden in it.
  if (opened === null) throw damaged();
  return opened;
}

/** The names of a conversation's files, in their order; null for one that does not open. Throws as `assertMayRead`. */
export async function openChatFileNames(
  tx: Tx,
  ctx: Context,
  conversation: OpenedConversation,
  rows: readonly { id: Id; sealedName: Buffer }[],
): Promise<(string | null)[]> {
  if (rows.length === 0) return [];
  await assertMayRead(tx, ctx, conversation);
  return openEach(tx, ctx, rows, {
    found: () => foundIn(conversation),
    open: ({ id, sealedName }) =>
      openText('job', Sealed.fromBytes(sealedName), conversation.keys, chatFileNameContext(id)),
  });
}

/**
 * Opens a conversation's file as it is read. The caller has checked who asks and committed the event.
 * The stream fails with `TruncatedError` when the file is cut, `OpenError` when it was touched.
 */
export function openChatFile(keys: OrgKeys, orgId: Id, fileId: Id, source: Readable): Readable {
  const opened = openStream(keys, { orgId, fileId });
  pipeline(source, opened, () => {});
  return opened;
}

interface VisitorSought<Candidate> {
  /** Of what is opened to compare. */
  names: readonly string[];
  isSame(values: Record<string, StoredValue>, candidate: Candidate): boolean;
}

/**
 * Confirms candidates of a blind-index search: gives the ids of those whose visitor's values `isSame`, and nothing else.
 * The caller writes the event of the search. One that does not open equals nothing, and that is an event.
 */
export function confirmVisitors<Candidate extends SealedConversation>(
  tx: Tx,
  ctx: Context,
  candidates: readonly Candidate[],
  { names, isSame }: VisitorSought<Candidate>,
): Id[] {
  const sealed = candidates.filter((one) => one.sealed !== null);
  const opened = openEach(tx, ctx, sealed, { found: foundIn, open: (one) => openDetails(one, names) });
  return sealed.filter((one, n) => opened[n] && isSame(opened[n], one)).map(({ id }) => id);
}

/**
 * Confirms a candidate of a search by words: whether one of the messages `holds` what was searched for, and nothing else.
 * The caller writes the event of the search. One that does not open holds nothing, and that is an event.
 */
export function confirmMessages(
  tx: Tx,
  ctx: Context,
  { conversation, rows }: MessagesOf<SealedConversation>,
  { names, holds }: { names: readonly string[]; holds: (values: Record<string, StoredValue>) => boolean },
): boolean {
  const opened = openEach(tx, ctx, rows, {
    found: () => foundIn(conversation),
    open: (row) => openMessage(conversation, row, names),
  });
  return opened.some((values) => values !== null && holds(values));
}
