'use client';

import { cn } from '@/components/ui/cn';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { CannedList } from './canned-list';
import { CannotAnswer } from './cannot-answer';
import { ComposerBar } from './composer-bar';
import type { Thread } from './thread';
import { UnknownCommand } from './unknown-command';
import { useComposer } from './use-composer';

export interface ComposerProps {
  view: ConversationView;
  thread: Thread;
  onChanged: () => void;
}

/** Answers the visitor, or notes something for the other operators. Enter sends, Shift and Enter begin a line. */
export function Composer({ view, thread, onChanged }: ComposerProps) {
  const { text, left, note, canned, input, focus, write, choose, send, press } = useComposer(view, thread);
  return (
    <div className="shrink-0 border-line border-t bg-surface px-4 py-3">
      <div className="mx-auto max-w-3xl">
        <CannotAnswer view={view} onChanged={onChanged} />
        {canned.unknown !== null ? (
          <UnknownCommand
            command={canned.unknown}
            onSend={() => send(true)}
            onKeep={() => {
              canned.settle();
              focus();
            }}
          />
        ) : null}
        <div className="relative">
          {canned.isOpen ? (
            <CannedList id={canned.listId} options={canned.options} active={canned.active} onPick={canned.pick} />
          ) : null}
          <form
            method="post"
            onSubmit={(event) => {
              event.preventDefault();
              send();
            }}
            className={cn(
              'rounded-md border has-[textarea:focus-visible]:border-accent has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-accent',
              note ? 'border-warning-line bg-warning-soft' : 'border-control bg-surface',
            )}
          >
            <textarea
              ref={input}
              id="chat-composer"
              aria-label={note ? 'Note' : 'Message'}
              placeholder={
                note ? 'A note for operators; the visitor never sees it' : 'Write a message, or / for a canned response'
              }
              rows={2}
              value={text}
              onChange={(event) => write(event.currentTarget.value)}
              onKeyDown={press}
              aria-invalid={left < 0 || undefined}
              {...canned.aria}
              className="field-sizing-content block max-h-56 min-h-14 w-full resize-none bg-transparent px-3 py-2 text-fg text-sm outline-none placeholder:text-muted"
            />
            <ComposerBar
              note={note}
              canAnswer={view.can.answer}
              isEmpty={text.trim() === ''}
              left={left}
              onChoose={choose}
              onAttach={(file) => void thread.attach(file)}
            />
          </form>
        </div>
      </div>
    </div>
  );
}
