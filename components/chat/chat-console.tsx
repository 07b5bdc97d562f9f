'use client';

import { useParams, useSearchParams } from 'next/navigation';
import { type ReactNode, useCallback, useMemo, useRef } from 'react';
import { makeThreads } from '@/components/chat/conversation/threads';
import { useAlerts } from '@/components/chat/live/use-alerts';
import { useHints, type Word } from '@/components/chat/live/use-hints';
import { usePresence } from '@/components/chat/live/use-presence';
import { QueuePane } from '@/components/chat/queue/queue-pane';
import { callsOf, queueOf } from '@/components/chat/queue/queue-words';
import { type Lists, useLists } from '@/components/chat/queue/use-lists';
import { useSwitchKeys } from '@/components/chat/queue/use-switch-keys';
import { cn } from '@/components/ui/cn';
import type { Availability } from '@/lib/chat/operators/availability';
import type { Id } from '@/lib/platform/ids';
import { ChatProvider } from './chat-context';

export interface ChatConsoleProps {
  me: Id;
  mayDelete: boolean;
  availability: Availability;
  children: ReactNode;
}

/** What is said in conversations that are in no list here changes no list: in a large org that is most of it. */
function concernsLists(word: Word, { rows, mine }: Lists): boolean {
  if (word.kind === 'typing') return false;
  if (word.kind !== 'changed') return true;
  return [...(rows ?? []), ...mine].some(({ id }) => id === word.conversationId);
}

/** The lists at the left, a conversation and its visitor beside them. On a narrow screen one at a time. */
export function ChatConsole({ me, mayDelete, availability, children }: ChatConsoleProps) {
  const { conversationId } = useParams<{ conversationId?: Id }>();
  const queue = queueOf(useSearchParams().get('queue'), conversationId !== undefined);
  const lists = useLists(queue);
  const threads = useMemo(makeThreads, []);
  const hearers = useRef(new Set<(word: Word) => void>());
  const { reload } = lists;

  const line = useHints((word) => {
    if (word.kind === 'resync') for (const thread of threads.all()) thread.retryLost();
    if (word.kind === 'typing' && word.conversationId && word.typist === 'visitor') {
      threads.find(word.conversationId)?.hearTyping();
    }
    if (concernsLists(word, lists)) reload();
    for (const hear of hearers.current) hear(word);
  });
  const listen = useCallback((hear: (word: Word) => void) => {
    hearers.current.add(hear);
    return () => void hearers.current.delete(hear);
  }, []);

  // What the operator is looking at does not call.
  const others = lists.mine.filter(({ id }) => id !== conversationId || document.visibilityState === 'hidden');
  const said = useAlerts(lists.counts === null ? null : callsOf(lists.counts, others));
  usePresence();
  useSwitchKeys(lists, conversationId ?? null);

  const chat = { me, mayDelete, lists, line, threadOf: threads.of, listen };
  return (
    <ChatProvider chat={chat}>
      <h1 className="sr-only">Chat</h1>
      <p role="status" className="sr-only">
        {said}
      </p>
      {/* As high as the window below the bar, up to the edges of the page. */}
      <div className="-mx-4 -my-4 md:-mx-6 flex h-[calc(100dvh-3.0625rem)] min-h-96 overflow-hidden bg-surface min-[110rem]:border-line min-[110rem]:border-x">
        <QueuePane
          availability={availability}
          openId={conversationId ?? null}
          className={cn('w-full md:w-84 md:border-line md:border-r', conversationId && 'hidden md:flex')}
        />
        <div className={cn('min-w-0 flex-1', !conversationId && 'hidden md:block')}>{children}</div>
      </div>
    </ChatProvider>
  );
}
