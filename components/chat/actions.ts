'use server';

import { z } from 'zod';
import { closeConversation } from '@/lib/chat/conversations/close';
import { deleteConversations, restoreConversations } from '@/lib/chat/conversations/delete';
import { createLinkedRecord, LINKED_MODULES, linkRecord as link } from '@/lib/chat/conversations/link-record';
import { addParticipant, removeParticipant } from '@/lib/chat/conversations/participants';
import { pickUp as pickUpConversation } from '@/lib/chat/conversations/pick-up';
import { conversationIdSchema, visitorChangeSchema } from '@/lib/chat/conversations/schemas';
import { searchConversations, searchSchema } from '@/lib/chat/conversations/search';
import { markSeen as markConversationSeen, seenSchema } from '@/lib/chat/conversations/seen';
import {
  acceptTransfer as accept,
  offerTransfer as offer,
  rejectTransfer as reject,
  withdrawTransfer as withdraw,
} from '@/lib/chat/conversations/transfer';
import { tellTyping as tellConversationTyping } from '@/lib/chat/conversations/typing';
import { updateVisitor as changeVisitor } from '@/lib/chat/conversations/update-visitor';
import {
  hideSchema,
  hideSpan,
  revealDetailsSchema,
  revealMessage,
  revealSchema,
  revealDetails as revealVisitor,
} from '@/lib/chat/messages/hide';
import { idSchema, newMessageSchema } from '@/lib/chat/messages/schemas';
import { sendMessage } from '@/lib/chat/messages/send';
import { setAvailability as changeAvailability } from '@/lib/chat/operators/availability';
import { listOperators as listAllOperators } from '@/lib/chat/operators/list';
import { stayPresent as staysPresent } from '@/lib/chat/operators/present';
import { listCannedResponses as listAllCannedResponses } from '@/lib/chat/setup/canned-responses';
import { blockVisitor } from '@/lib/chat/visitors/block';
import { action, command } from '@/lib/ways-in/http/action';
import { answer } from '@/lib/ways-in/http/answer';

const nothing = z.object({});
const transfer = z.object({ transferId: idSchema });
const withUser = conversationIdSchema.extend({ userId: idSchema });
const ids = z.object({ ids: z.array(idSchema).max(200) });

// What was said travels in the answers to the console's own questions: the page is never rendered anew.
const quiet = { refresh: false } as const;
/** The console does these by itself. */
const byItself = { refresh: false, activity: 'background' } as const;

export const pickUp = command(conversationIdSchema, pickUpConversation, quiet);
export const close = command(conversationIdSchema, closeConversation, quiet);
export const send = action(
  newMessageSchema.extend({ note: z.boolean() }),
  (ctx, { note, ...message }) => sendMessage(ctx, message, { note }),
  quiet,
);
export const tellTyping = command(conversationIdSchema, tellConversationTyping, byItself);
export const markSeen = command(seenSchema, markConversationSeen, byItself);
export const reveal = action(revealSchema, revealMessage, quiet);
export const revealDetails = action(revealDetailsSchema, revealVisitor, quiet);
export const hide = command(hideSchema, hideSpan, quiet);
export const updateVisitor = command(visitorChangeSchema, (ctx, change) => changeVisitor(ctx, change), quiet);
export const offerTransfer = action(conversationIdSchema.extend({ toUserId: idSchema }), offer, quiet);
export const acceptTransfer = command(transfer, accept, quiet);
export const rejectTransfer = command(transfer, reject, quiet);
export const withdrawTransfer = command(transfer, withdraw, quiet);
export const addOperator = command(withUser, addParticipant, quiet);
export const removeOperator = command(withUser, removeParticipant, quiet);
export const linkRecord = command(
  conversationIdSchema.extend({ module: z.string().max(100), recordId: idSchema }),
  link,
  quiet,
);
export const createRecord = action(
  conversationIdSchema.extend({ module: z.enum(LINKED_MODULES) }),
  createLinkedRecord,
  quiet,
);
export const block = command(
  conversationIdSchema.extend({ kind: z.enum(['visitor', 'address']), days: z.int().min(1).max(3650).optional() }),
  blockVisitor,
  quiet,
);
export const remove = action(ids, deleteConversations, quiet);
export const restore = action(ids, restoreConversations, quiet);
export const search = action(searchSchema, searchConversations, quiet);
export const setAvailability = command(
  z.object({ available: z.boolean(), maxConversations: z.int().optional() }),
  changeAvailability,
  quiet,
);
export const stayPresent = command(nothing, staysPresent, byItself);
export const listOperators = answer(nothing, listAllOperators);
export const listCannedResponses = answer(nothing, listAllCannedResponses);
