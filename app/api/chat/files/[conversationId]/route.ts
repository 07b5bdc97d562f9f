import { answerChatUpload } from '@/lib/ways-in/http/chat-upload';
import { route } from '@/lib/ways-in/http/route';

/** An operator's file. */
export const POST = route<{ conversationId: string }>((ctx, request, { conversationId }) =>
  answerChatUpload(ctx, conversationId, request),
);
