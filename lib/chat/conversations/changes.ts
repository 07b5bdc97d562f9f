/**
 * What a client that knows a conversation up to some `seq` has missed. A stream only hints that there is something; this
 * query is the truth, so a client cut off for any time ends with the same messages, once each, in order.
 */
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus, MessageKind } from '@/lib/platform/db/schema/chat';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { openChatFileNames, openMessages } from '@/lib/protection/disclose/conversations';
import { inOrder, masked } from '../hidden';
import { maskedFileName, spansAgain, withoutOwn } from '../mask';
import { type ChatEvent, type HiddenSpan, MESSAGE_NAMES, toMessageBody } from '../seal';
import { chatSettings } from '../setup/settings';
import { hiddenTextsIn, seesHidden } from '../sight';
import { findConversation, type OpenableConversation } from './find';

/** At most so many messages an answer; `more` says to ask again. */
export const CHANGES_AT_ONCE = 200;

export interface ChatFile {
  id: Id;
  name: string;
  contentType: string;
  sizeBytes: number;
  state: 'clean' | 'quarantined';
}

export interface Message {
  id: Id;
  /** Its place among the others. */
  seq: number;
  clientId: string;
  kind: MessageKind;
  /** The operator who wrote it. */
  author: { id: Id; name: string } | null;
  /** Hidden parts are tokens in it, except for the visitor and, until it is closed, its operator. */
  text: string;
  event: ChatEvent | null;
  /** Offsets in `text`: of the tokens, or of what is hidden from others. */
  hidden: readonly HiddenSpan[];
  /** Whether hidden parts are tokens in it. */
  masked: boolean;
  /** It does not open, and `text` says so. */
  damaged?: true;
  file: ChatFile | null;
  at: string;
}

export interface ConversationChanges {
  /** What to ask with next time. */
  seq: number;
  more: boolean;
  status: ConversationStatus;
  operatorName: string | null;
  rating: number | null;
  /** In order; one that is known already by its `id` takes the other's place. */
  messages: Message[];
}

interface MessageRow {
  id: Id;
  seq: number;
  changedSeq: number;
  clientId: string;
  kind: MessageKind;
  authorId: Id | null;
  authorName: string | null;
  sealed: Buffer;
  sealVersion: number;
  fileId: Id | null;
  sealedName: Buffer | null;
  contentType: string | null;
  sizeBytes: number | null;
  fileState: 'clean' | 'quarantined' | null;
  at: string;
}

/** @throws not_found; forbidden until it is opened (`open.ts`) */
export async function changesSince(ctx: Context, conversationId: Id, since: number): Promise<ConversationChanges> {
  return inOrg(ctx.orgId, async (tx) => changesOf(tx, ctx, await findConversation(tx, conversationId), since));
}

/** The same in a transaction that goes on. */
export async function changesOf(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  since: number,
): Promise<ConversationChanges> {
  const [rows, operator] = await Promise.all([
    readRows(tx, ctx, conversation.id, since),
    operatorName(tx, conversation),
  ]);
  const more = rows.length > CHANGES_AT_ONCE;
  const shown = more ? rows.slice(0, CHANGES_AT_ONCE) : rows;
  const messages = await openRows(tx, ctx, conversation, shown);
  return {
    seq: more ? (shown.at(-1)?.changedSeq ?? since) : Math.max(conversation.seq, shown.at(-1)?.changedSeq ?? 0),
    more,
    status: conversation.status,
    operatorName: operator,
    rating: conversation.rating,
    messages,
  };
}

/** What is told of a message where nothing of it is opened. */
export type MessageFrame = Pick<Message, 'id' | 'seq' | 'kind' | 'author' | 'at'> & {
  file: Omit<ChatFile, 'name'> | null;
};

export interface MessagePage {
  from?: Date;
  to?: Date;
  newestFirst: boolean;
  /** The last `seq` of the page before. */
  behind?: number;
  skip?: number;
  limit: number;
}

/** A page of the messages by their place, opened only unless `withheld`. */
export async function messagesPage(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  { from, to, newestFirst, behind, skip = 0, limit, withheld }: MessagePage & { withheld: boolean },
): Promise<{ messages: (Message | MessageFrame)[]; more: boolean }> {
  const rows = await tx.sql<MessageRow[]>`
    ${messageRows(tx)}
    where m.org_id = ${tx.orgId} and m.conversation_id = ${conversation.id}
      ${from ? tx.sql`and m.at >= ${from.toISOString()}` : tx.sql``}
      ${to ? tx.sql`and m.at < ${to.toISOString()}` : tx.sql``}
      ${behind === undefined ? tx.sql`` : newestFirst ? tx.sql`and m.seq < ${behind}` : tx.sql`and m.seq > ${behind}`}
    order by ${newestFirst ? tx.sql`m.seq desc` : tx.sql`m.seq`} limit ${limit + 1} offset ${skip}`;
  const shown = rows.slice(0, limit);
  const messages = withheld ? shown.map(toFrame) : await openRows(tx, ctx, conversation, shown);
  return { messages, more: rows.length > limit };
}

function toFrame(row: MessageRow): MessageFrame {
  const { id, seq, kind, authorId, authorName, at } = row;
  const author = authorId ? { id: authorId, name: authorName ?? '' } : null;
  const { name: _, ...file } = fileOf(row, new Map()) ?? { name: '' };
  return { id, seq, kind, author, file: 'id' in file ? file : null, at: toIso(at) };
}

/** In the order of their changes: whoever is cut off in the middle goes on where they stopped. */
function readRows(tx: Tx, ctx: Context, conversationId: Id, since: number): Promise<MessageRow[]> {
  return tx.sql<MessageRow[]>`
    ${messageRows(tx)}
    where m.org_id = ${tx.orgId} and m.conversation_id = ${conversationId} and m.changed_seq > ${since}
      ${ctx.actor.kind === 'visitor' ? tx.sql`and m.kind <> 'note'` : tx.sql``}
    order by m.changed_seq limit ${CHANGES_AT_ONCE + 1}`.execute();
}

const messageRows = (tx: Tx) => tx.sql`
    select m.id, m.seq, m.changed_seq as "changedSeq", m.client_id as "clientId", m.kind, m.author_id as "authorId",
      u.name as "authorName", m.sealed, m.seal_version as "sealVersion", m.file_id as "fileId", f.sealed_name as "sealedName",
      f.content_type as "contentType", f.size_bytes as "sizeBytes", f.state as "fileState", m.at
    from chat_messages m
    left join users u on u.org_id = m.org_id and u.id = m.author_id
    left join chat_files f on f.org_id = m.org_id and f.id = m.file_id`;

async function openRows(
  tx: Tx,
  ctx: Context,
  conversation: OpenableConversation,
  rows: readonly MessageRow[],
): Promise<Message[]> {
  const files = rows.flatMap(({ fileId: id, sealedName }) => (id && sealedName ? [{ id, sealedName }] : []));
  const seesAll = seesHidden(ctx, conversation);
  const [bodies, names, { ownTexts }] = await Promise.all([
    openMessages(tx, ctx, { conversation, rows }, MESSAGE_NAMES),
    openChatFileNames(tx, ctx, conversation, files),
    seesAll ? { ownTexts: [] } : chatSettings(tx),
  ]);
  const known = hiddenTextsIn(conversation);
  const nameOf = new Map(
    files.map(({ id }, i) => {
      const name = names[i] ?? DOES_NOT_OPEN;
      return [id, seesAll ? name : maskedFileName(name, known)];
    }),
  );
  return rows.map((row, i) => {
    const body = bodies[i];
    const { text: whole, event = null, hidden: own = [] } = body ? toMessageBody(body) : { text: DOES_NOT_OPEN };
    const spans = withoutOwn(whole, [...own, ...spansAgain(whole, known)], ownTexts);
    const hidden = row.kind === 'event' ? [] : inOrder(whole, spans);
    const shown = seesAll ? { text: whole, hidden } : masked(whole, hidden);
    const { id, seq, clientId, kind, authorId, authorName } = row;
    const author = authorId ? { id: authorId, name: authorName ?? '' } : null;
    const file = fileOf(row, nameOf);
    const damaged = !body && { damaged: true as const };
    return { id, seq, clientId, kind, author, ...shown, masked: !seesAll, ...damaged, event, file, at: toIso(row.at) };
  });
}

/** Stands for what was changed outside Careledger, in the conversation, its transcript and at each door. */
const DOES_NOT_OPEN = '[does not open]';

/** What a conversation began with, as the asker may read it; null where the visitor has said nothing. */
export async function firstQuestion(tx: Tx, ctx: Context, conversation: OpenableConversation): Promise<string | null> {
  const rows = await tx.sql<MessageRow[]>`
    ${messageRows(tx)}
    where m.org_id = ${tx.orgId} and m.conversation_id = ${conversation.id} and m.kind = 'visitor'
    order by m.seq limit 1`;
  const [first] = await openRows(tx, ctx, conversation, rows);
  return first ? first.text : null;
}

function fileOf(row: MessageRow, nameOf: ReadonlyMap<Id, string>): ChatFile | null {
  if (!row.fileId || !row.contentType) return null;
  return {
    id: row.fileId,
    name: nameOf.get(row.fileId) ?? '',
    contentType: row.contentType,
    sizeBytes: row.sizeBytes ?? 0,
    state: row.fileState ?? 'clean',
  };
}

async function operatorName(tx: Tx, { operatorId }: OpenableConversation): Promise<string | null> {
  if (!operatorId) return null;
  const [user] = await tx.sql<{ name: string }[]>`
    select name from users where org_id = ${tx.orgId} and id = ${operatorId}`;
  return user?.name ?? null;
}

const toIso = (at: string): string => new Date(at).toISOString();
