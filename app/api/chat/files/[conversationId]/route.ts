import { answerChatUpload } from '@/lib/http/chat-upload';
import { route } from '@/lib/http/route';

/** An operator's file. */
export const POST = route<{ conversationId: string }>((ctx, request, { conversationId }) =>
  answerChatUpload(ctx, conversationId, request),
);
