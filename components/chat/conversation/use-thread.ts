import { useEffect, useSyncExternalStore } from 'react';
import { markSeen } from '@/components/chat/actions';
import { answerOf } from '@/components/chat/answers';
import { useChat } from '@/components/chat/chat-context';
import type { Id } from '@/lib/platform/ids';

const SEEN_AFTER_MS = 400;

/** A conversation as it goes on: asked for at every hint, and told as seen while it is looked at. */
export function useThread(conversationId: Id) {
  const { threadOf, listen, lists } = useChat();
  const thread = threadOf(conversationId);
  const state = useSyncExternalStore(thread.subscribe, thread.read, thread.read);
  useEffect(() => {
    void thread.ask();
    return listen((word) => {
      if (word.kind === 'resync' || (word.kind === 'changed' && word.conversationId === conversationId)) {
        void thread.ask();
      }
    });
  }, [thread, conversationId, listen]);

  const { reload } = lists;
  const { since, loaded } = state;
  useEffect(() => {
    if (!loaded || since === 0) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const see = () => {
      if (document.visibilityState !== 'visible') return;
      clearTimeout(timer);
      timer = setTimeout(async () => {
        document.removeEventListener('visibilitychange', see);
        const answer = await answerOf(markSeen({ conversationId, seq: since }));
        if (answer.ok) reload();
      }, SEEN_AFTER_MS);
    };
    see();
    document.addEventListener('visibilitychange', see);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', see);
    };
  }, [conversationId, since, loaded, reload]);
  return { thread, state };
}
