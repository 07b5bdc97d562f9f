import { LoadingChatSetup } from '@/components/chat/setup/loading-chat-setup';

export default LoadingChatSetup;
