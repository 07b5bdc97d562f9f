import type { ConversationFacts } from '@/lib/chat/conversations/get';
import type { ReadConversation } from '@/lib/chat/programs/read';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';

const STATUSES: Record<ConversationStatus, { state_key: string; status_key: string; label: string }> = {
  waiting: { state_key: 'waiting', status_key: 'open', label: 'Waiting' },
  open: { state_key: 'connected', status_key: 'open', label: 'Connected' },
  missed: { state_key: 'missed', status_key: 'missed', label: 'Missed' },
  closed: { state_key: 'ended', status_key: 'closed', label: 'Ended' },
};

const millis = (at: Date): string => String(at.getTime());
const operator = ({ id, name }: { id: string; name: string }) => ({ id, name, is_bot: false });

/** Ids, times and states: nothing of it was said or given by anybody. */
export const toConversationJson = (facts: Omit<ConversationFacts, 'participants'>) => ({
  id: facts.id,
  visit_id: facts.visitId,
  type: 'chat',
  chat_status: STATUSES[facts.status],
  ...(facts.brand && { app_id: facts.brand.id, app_name: facts.brand.name }),
  ...(facts.department && { department: facts.department }),
  ...(facts.operator && { attender: operator(facts.operator) }),
  start_time: millis(facts.startedAt),
  ...(facts.pickedUpAt && { attended_time: millis(facts.pickedUpAt) }),
  ...(facts.closedAt && { end_time: millis(facts.closedAt) }),
  visitor: { id: facts.visitorId },
});

/** With what the visitor gave, unless the door withholds it. What is empty has no key. */
export function toDetailsJson({ given, participants, ...facts }: ReadConversation) {
  const conversation = { ...toConversationJson(facts), participants: participants.map(operator) };
  if (!given) return conversation;
  const { question } = given;
  const { name, email, phone, page, referrer, ip, custom } = given.details;
  return {
    ...conversation,
    ...(question && { question }),
    ...(given.rating !== null && { rating: given.rating }),
    ...(Object.keys(custom).length > 0 && { customer_info: custom }),
    visitor: {
      ...conversation.visitor,
      ...(name && { name }),
      ...(email && { email }),
      ...(phone && { phone }),
      ...(ip && { ip }),
      ...(page && { current_page: page }),
      ...(referrer && { referrer }),
    },
  };
}
