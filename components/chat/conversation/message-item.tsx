'use client';

import { Lock, StickyNote } from 'lucide-react';
import { memo } from 'react';
import { cn } from '@/components/ui/cn';
import { Time } from '@/components/ui/time';
import type { Message } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';
import { FileLink } from './file-link';
import { MessageMenu } from './message-menu';
import { MessageText } from './message-text';
import { eventText } from './message-words';

export interface MessageItemProps {
  conversationId: Id;
  message: Message;
  /** Said above it, where a day begins. */
  day: string | null;
  /** By the same, shortly after the one before. */
  isContinued: boolean;
  isMine: boolean;
}

const LOOKS = {
  visitor: 'self-start border-line bg-sunken',
  operator: 'self-end border-accent-line bg-accent-soft',
  note: 'self-end border-warning-line border-dashed bg-warning-soft',
};

/** A list of thousands is drawn anew with each message: those that did not change are left alone. */
export const MessageItem = memo(function MessageItem(props: MessageItemProps) {
  const { conversationId, message, day, isContinued, isMine } = props;
  const { kind, text, event, file } = message;
  if (kind === 'event') {
    return (
      <>
        {day ? <Day text={day} /> : null}
        <li className="my-2 text-center text-subtle text-xs">
          {event ? eventText(event, text) : text} · <Time value={message.at} format="time" />
        </li>
      </>
    );
  }
  return (
    <>
      {day ? <Day text={day} /> : null}
      <li className={cn('group flex flex-col', isContinued && !day ? 'mt-1' : 'mt-3')}>
        <Who message={message} isHidden={isContinued && !day} />
        <div
          className={cn(
            'flex max-w-[85%] items-start gap-1',
            kind === 'visitor' ? 'self-start' : 'flex-row-reverse self-end',
          )}
        >
          <div className={cn('min-w-0 rounded-md border px-3 py-2 text-fg text-sm', LOOKS[kind])}>
            {text ? <MessageText message={message} conversationId={conversationId} isMine={isMine} /> : null}
            {file ? <FileLink conversationId={conversationId} file={file} /> : null}
          </div>
          {text ? <MessageMenu conversationId={conversationId} message={message} /> : null}
        </div>
      </li>
    </>
  );
});

function Day({ text }: { text: string }) {
  return (
    <li className="my-3 flex items-center gap-3 text-subtle text-xs">
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
      {text}
      <span aria-hidden="true" className="h-px flex-1 bg-line" />
    </li>
  );
}

/** Who said it and when; where it goes on from the one before, for screen readers only. */
function Who({ message, isHidden }: { message: Message; isHidden: boolean }) {
  const { kind, author } = message;
  return (
    <p
      className={cn(
        'mb-1 flex items-center gap-1.5 text-subtle text-xs',
        kind === 'visitor' ? 'self-start' : 'self-end',
        isHidden && 'sr-only',
      )}
    >
      {kind === 'note' ? <StickyNote aria-hidden="true" className="size-3 text-warning-text" /> : null}
      <span className="font-medium text-muted">{kind === 'visitor' ? 'Visitor' : (author?.name ?? 'Operator')}</span>
      {kind === 'note' ? (
        <span className="inline-flex items-center gap-1 text-warning-text">
          <Lock aria-hidden="true" className="size-3" />
          Note
        </span>
      ) : null}
      <Time value={message.at} format="time" />
    </p>
  );
}
