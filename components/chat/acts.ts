/** The server actions of the console, as its layout hands them to client components. */
import type { z } from 'zod';
import type { LinkedModule } from '@/lib/chat/conversations/link-record';
import type { searchSchema } from '@/lib/chat/conversations/search';
import type { VisitorDetails } from '@/lib/chat/details';
import type { ShownText } from '@/lib/chat/hidden';
import type { hideSchema, revealDetailsSchema, revealSchema } from '@/lib/chat/messages/hide';
import type { SentMessage } from '@/lib/chat/messages/send';
import type { ChatOperator } from '@/lib/chat/operators/list';
import type { CannedResponse } from '@/lib/chat/setup/canned-responses';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { RecordLink } from '@/lib/http/find-records';
import type { Id } from '@/lib/ids';

export type Act<Input, Value = void> = (
  input: Input,
) => Promise<{ data?: Value | undefined; serverError?: ErrorAnswer | undefined }>;

interface Conversation {
  conversationId: Id;
}

export interface ChatActs {
  pickUp: Act<Conversation>;
  close: Act<Conversation>;
  send: Act<Conversation & { clientId: string; text: string; note: boolean }, SentMessage>;
  tellTyping: Act<Conversation>;
  markSeen: Act<Conversation & { seq: number }>;
  reveal: Act<z.input<typeof revealSchema>, ShownText>;
  revealDetails: Act<z.input<typeof revealDetailsSchema>, VisitorDetails>;
  hide: Act<z.input<typeof hideSchema>>;
  updateVisitor: Act<Conversation & { name?: string; email?: string; phone?: string }>;
  offerTransfer: Act<Conversation & { toUserId: Id }, { id: Id }>;
  acceptTransfer: Act<{ transferId: Id }>;
  rejectTransfer: Act<{ transferId: Id }>;
  withdrawTransfer: Act<{ transferId: Id }>;
  addOperator: Act<Conversation & { userId: Id }>;
  removeOperator: Act<Conversation & { userId: Id }>;
  linkRecord: Act<Conversation & { module: string; recordId: Id }>;
  createRecord: Act<Conversation & { module: LinkedModule }, { recordId: Id }>;
  block: Act<Conversation & { kind: 'visitor' | 'address'; days?: number }>;
  remove: Act<{ ids: Id[] }, { count: number }>;
  restore: Act<{ ids: Id[] }, { count: number }>;
  search: Act<z.input<typeof searchSchema>, { ids: Id[] }>;
  setAvailability: Act<{ available: boolean; maxConversations?: number }>;
  stayPresent: Act<Record<string, never>>;
  listOperators: (input: Record<string, never>) => Promise<ChatOperator[]>;
  listCannedResponses: (input: Record<string, never>) => Promise<CannedResponse[]>;
  findRecords: (query: string) => Promise<RecordLink[]>;
}
