import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { openVisitor } from '@/lib/protection/disclose/conversations';
import { ENVELOPE_NAMES, fromEnvelope, hiddenOf, type VisitorDetails } from '../details';
import { maskedDetails } from '../mask';
import { seesHidden } from '../sight';
import { findConversation, type OpenableConversation } from './find';

export interface Person {
  id: Id;
  name: string;
}

export interface ConversationView {
  id: Id;
  visitId: Id;
  status: ConversationStatus;
  brand: string | null;
  department: string | null;
  operator: Person | null;
  participants: Person[];
  /** An offer that is not settled, from or to whoever asks. */
  transfer: { id: Id; from: Person; to: Person } | null;
  /** Hidden parts are tokens, but for the operator of the open conversation. */
  details: VisitorDetails;
  /** Something in the details is hidden from the asker, and may be revealed. */
  isDetailHidden: boolean;
  /** Since when the visitor has no page of the site open; null while they have. */
  visitorLeftAt: string | null;
  startedAt: string;
  closedAt: string | null;
  rating: number | null;
  /** The visitor's others, the newest first. */
  past: { id: Id; status: ConversationStatus; startedAt: string }[];
  record: { module: string; id: Id } | null;
  /** What the asker may do; the verbs ask again. */
  can: { answer: boolean; pickUp: boolean; transfer: boolean; close: boolean; delete: boolean };
}

const PAST = 20;

/** All about an opened conversation but what was said. @throws not_found; forbidden until it is opened */
export async function getConversation(ctx: Context, conversationId: Id): Promise<ConversationView> {
  return inOrg(ctx.orgId, async (tx) => {
    const conversation = await findConversation(tx, conversationId);
    const [values, names, participants, transfer, past, visitorLeftAt] = await Promise.all([
      openVisitor(tx, ctx, conversation, ENVELOPE_NAMES),
      readNames(tx, conversation),
      readParticipants(tx, conversationId),
      readTransfer(tx, conversationId),
      readPast(tx, conversation),
      readLeftAt(tx, conversation),
    ]);
    const whole = fromEnvelope(values);
    const details = seesHidden(ctx, conversation) ? whole : maskedDetails(whole, hiddenOf(values));
    const { id, visitId, status, rating, recordId, recordModule, startedAt, closedAt } = conversation;
    return {
      id,
      visitId,
      status,
      ...names,
      participants,
      transfer,
      details,
      isDetailHidden: JSON.stringify(details) !== JSON.stringify(whole),
      visitorLeftAt,
      startedAt: new Date(startedAt).toISOString(),
      closedAt: closedAt && new Date(closedAt).toISOString(),
      rating,
      past,
      record: recordId && recordModule ? { module: recordModule, id: recordId } : null,
      can: mayDo(ctx, conversation, participants),
    };
  });
}

/** What is told of a conversation where nothing of it is opened. */
export interface ConversationFacts {
  id: Id;
  visitId: Id;
  visitorId: Id;
  status: ConversationStatus;
  brand: Person | null;
  department: Person | null;
  operator: Person | null;
  participants: Person[];
  startedAt: Date;
  pickedUpAt: Date | null;
  closedAt: Date | null;
}

export async function factsOfConversation(tx: Tx, conversation: OpenableConversation): Promise<ConversationFacts> {
  const [{ brand, department, operator }, participants] = await Promise.all([
    readNames(tx, conversation),
    readParticipants(tx, conversation.id),
  ]);
  const { id, visitId, visitorId, status, brandId, departmentId, startedAt, pickedUpAt, closedAt } = conversation;
  return {
    id,
    visitId,
    visitorId,
    status,
    brand: { id: brandId, name: brand ?? '' },
    department: departmentId ? { id: departmentId, name: department ?? '' } : null,
    operator,
    participants,
    startedAt: new Date(startedAt),
    pickedUpAt: pickedUpAt ? new Date(pickedUpAt) : null,
    closedAt: closedAt ? new Date(closedAt) : null,
  };
}

function mayDo(
  ctx: Context,
  { status, operatorId }: OpenableConversation,
  participants: readonly Person[],
): ConversationView['can'] {
  const isOpen = status === 'open';
  const isMine = operatorId === ctx.actor.id;
  return {
    answer: isOpen && (isMine || participants.some(({ id }) => id === ctx.actor.id)),
    pickUp: status === 'waiting' || status === 'missed',
    transfer: isOpen && isMine,
    close: status !== 'closed' && (isMine || operatorId === null || canInOrg(ctx.rights, 'manageChat')),
    delete: status === 'closed' && canInOrg(ctx.rights, 'deleteConversations'),
  };
}

async function readNames(
  tx: Tx,
  { brandId, departmentId, operatorId }: OpenableConversation,
): Promise<Pick<ConversationView, 'brand' | 'department' | 'operator'>> {
  const [row] = await tx.sql<{ brand: string | null; department: string | null; operator: string | null }[]>`
    select (select name from chat_brands where org_id = ${tx.orgId} and id = ${brandId}) as brand,
      (select name from chat_departments where org_id = ${tx.orgId} and id = ${departmentId}) as department,
      (select name from users where org_id = ${tx.orgId} and id = ${operatorId}) as operator`;
  return {
    brand: row?.brand ?? null,
    department: row?.department ?? null,
    operator: operatorId ? { id: operatorId, name: row?.operator ?? '' } : null,
  };
}

async function readParticipants(tx: Tx, conversationId: Id): Promise<Person[]> {
  return tx.sql<Person[]>`
    select u.id, u.name from chat_readers r join users u on u.org_id = r.org_id and u.id = r.user_id
    where r.org_id = ${tx.orgId} and r.conversation_id = ${conversationId} and r.participant order by lower(u.name)`;
}

async function readTransfer(tx: Tx, conversationId: Id): Promise<ConversationView['transfer']> {
  const [row] = await tx.sql<{ id: Id; from_id: Id; from_name: string; to_id: Id; to_name: string }[]>`
    select t.id, f.id as from_id, f.name as from_name, u.id as to_id, u.name as to_name
    from chat_transfers t
    join users f on f.org_id = t.org_id and f.id = t.from_user_id
    join users u on u.org_id = t.org_id and u.id = t.to_user_id
    where t.org_id = ${tx.orgId} and t.conversation_id = ${conversationId} and t.state = 'offered'`;
  return row
    ? { id: row.id, from: { id: row.from_id, name: row.from_name }, to: { id: row.to_id, name: row.to_name } }
    : null;
}

async function readLeftAt(tx: Tx, { visitorId }: OpenableConversation): Promise<string | null> {
  const [row] = await tx.sql<{ at: string | null }[]>`
    select left_at as at from chat_visitors where org_id = ${tx.orgId} and id = ${visitorId}`;
  return row?.at ? new Date(row.at).toISOString() : null;
}

async function readPast(tx: Tx, { id, visitorId }: OpenableConversation): Promise<ConversationView['past']> {
  const rows = await tx.sql<{ id: Id; status: ConversationStatus; started_at: string }[]>`
    select id, status, started_at from chat_conversations
    where org_id = ${tx.orgId} and visitor_id = ${visitorId} and id <> ${id} and deleted_at is null
    order by id desc limit ${PAST}`;
  return rows.map((row) => ({ id: row.id, status: row.status, startedAt: new Date(row.started_at).toISOString() }));
}
