import { ConversationLoading } from '@/components/chat/conversation/conversation-loading';

export default function Loading() {
  return <ConversationLoading />;
}
