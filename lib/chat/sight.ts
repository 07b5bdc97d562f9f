/** Who reads the hidden parts of a conversation as they were written. */
import type { Context } from '@/lib/platform/context';
import type { ConversationStatus } from '@/lib/platform/db/schema/chat';
import type { Id } from '@/lib/platform/ids';
import { openHiddenTexts, type SealedConversation } from '@/lib/protection/disclose/conversations';
import { type HiddenText, hiddenOf } from './details';

/** The visitor, and the operator who has the conversation while it is open: closed, it is hidden from all again. Never a program. */
export const seesHidden = (
  ctx: Context,
  { status, operatorId }: { status: ConversationStatus; operatorId: Id | null },
): boolean =>
  ctx.actor.kind === 'visitor' || (ctx.actor.kind === 'user' && status !== 'closed' && operatorId === ctx.actor.id);

/** What is hidden in a conversation, and where its visitor can be reached. */
export function maskOf(conversation: SealedConversation): { known: HiddenText[]; contact: string[] } {
  const values = openHiddenTexts(conversation);
  const contact = [values.email, values.phone].filter((value) => typeof value === 'string');
  return { known: hiddenOf(values), contact };
}

/** What is hidden in a conversation, to mask by. */
export const hiddenTextsIn = (conversation: SealedConversation): HiddenText[] =>
  hiddenOf(openHiddenTexts(conversation));
