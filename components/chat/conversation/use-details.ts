import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { getJson, type Problem } from '@/components/chat/answers';
import { useChat } from '@/components/chat/chat-context';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { oneAtATime } from '@/lib/chat/merge';
import type { Id } from '@/lib/platform/ids';

const SETTLE_MS = 200;

/** All about the conversation but what was said, asked for again when something changed. */
export function useDetails(conversationId: Id) {
  const { listen } = useChat();
  const [view, setView] = useState<ConversationView | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const reload = useMemo(
    () =>
      oneAtATime(async () => {
        const answer = await getJson<ConversationView>(`/api/chat/conversations/${conversationId}`);
        setProblem(answer.ok ? null : answer.problem);
        if (answer.ok) setView(answer.value);
        else if (answer.problem.kind !== 'lost') setView(null);
      }),
    [conversationId],
  );
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const reloadSoon = useCallback(() => {
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      void reload();
    }, SETTLE_MS);
  }, [reload]);
  useEffect(() => {
    void reload();
    const unlisten = listen((word) => {
      if (word.kind === 'resync' || (word.kind !== 'typing' && word.conversationId === conversationId)) reloadSoon();
    });
    return () => {
      unlisten();
      clearTimeout(timer.current);
      timer.current = undefined;
    };
  }, [conversationId, reload, reloadSoon, listen]);
  return { view, problem, reload };
}
