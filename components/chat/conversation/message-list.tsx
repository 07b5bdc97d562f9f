'use client';

import { ArrowDown } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { formatTime } from '@/components/ui/time-format';
import { useTimeZone } from '@/components/ui/time-zone';
import type { Message } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';
import { MessageItem } from './message-item';
import { DRAWN_AT_ONCE, goesOn } from './message-words';
import { PendingItem } from './pending-item';
import type { Thread } from './thread';
import type { ThreadState } from './thread-state';
import { useReadingAlong } from './use-reading-along';

export interface MessageListProps {
  conversationId: Id;
  thread: Thread;
  state: ThreadState;
  /** The asker has the conversation: hidden parts are clear to them. */
  isMine: boolean;
}

/** What was said, the newest at the end, where it stays while one reads along. */
export function MessageList({ conversationId, thread, state, isMine }: MessageListProps) {
  const { messages, pending, visitorTypes, problem } = state;
  const [drawn, setDrawn] = useState(DRAWN_AT_ONCE);
  const timeZone = useTimeZone();
  const { scroller, isBehind, scroll, toEnd, keepPlace } = useReadingAlong({
    last: messages.at(-1)?.id,
    mine: pending.length,
    visitorTypes,
  });
  const shown = messages.slice(-drawn);
  return (
    <div className="relative min-h-0 flex-1">
      <div
        ref={scroller}
        onScroll={scroll}
        role="log"
        aria-label="Messages"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it
        tabIndex={0}
        className="absolute inset-0 overflow-y-auto overscroll-contain px-4 py-4 focus-visible:-outline-offset-2"
      >
        <a
          href="#chat-composer"
          className="sr-only rounded-sm bg-accent px-3 py-2 font-medium text-on-accent focus-visible:not-sr-only"
        >
          Skip to writing
        </a>
        {messages.length > shown.length ? (
          <div className="mb-4 flex justify-center">
            <Button size="sm" onClick={() => keepPlace(() => setDrawn(drawn + DRAWN_AT_ONCE))}>
              Show earlier messages
            </Button>
          </div>
        ) : null}
        <ol className="mx-auto flex max-w-3xl flex-col">
          {shown.map((message, index) => (
            <MessageItem
              key={message.id}
              conversationId={conversationId}
              message={message}
              day={dayOf(shown[index - 1], message, timeZone)}
              isContinued={goesOn(shown[index - 1], message)}
              isMine={isMine}
            />
          ))}
          {pending.map((one) => (
            <PendingItem key={one.clientId} pending={one} thread={thread} />
          ))}
        </ol>
        <p role="status" className="mx-auto mt-2 min-h-5 max-w-3xl text-subtle text-xs">
          {visitorTypes ? 'The visitor is typing…' : null}
          {problem?.kind === 'lost' ? 'The connection was lost. New messages will appear when it is back.' : null}
        </p>
      </div>
      {isBehind ? (
        <Button
          size="sm"
          onClick={toEnd}
          className="-translate-x-1/2 absolute bottom-3 left-1/2 rounded-full shadow-raise"
        >
          <ArrowDown aria-hidden="true" />
          New messages
        </Button>
      ) : null}
    </div>
  );
}

/** The day, where another begins. */
function dayOf(before: Message | undefined, { at }: Message, timeZone: string): string | null {
  const day = formatTime(at, 'date', timeZone);
  return before && formatTime(before.at, 'date', timeZone) === day ? null : day;
}
