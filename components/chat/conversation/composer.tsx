'use client';

import { Paperclip, SendHorizontal, StickyNote } from 'lucide-react';
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { tellTyping } from '@/components/chat/actions';
import { answerOf } from '@/components/chat/answers';
import { PickUpButton } from '@/components/chat/pick-up-button';
import { focusRow } from '@/components/chat/queue/use-switch-keys';
import { Button } from '@/components/ui/button';
import { cn } from '@/components/ui/cn';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { isCommand } from './canned';
import { CannedList } from './canned-list';
import { ModeChoice } from './mode-choice';
import type { Thread } from './thread';
import { UnknownCommand } from './unknown-command';
import { useCanned } from './use-canned';

/** The longest message (`MAX_MESSAGE` of lib/chat, which a browser cannot load). */
const MOST = 5_000;
const TELL_TYPING_MS = 3_000;

export interface ComposerProps {
  view: ConversationView;
  thread: Thread;
  onChanged: () => void;
}

/** Answers the visitor, or notes something for the other operators. Enter sends, Shift and Enter begin a line. */
export function Composer({ view, thread, onChanged }: ComposerProps) {
  const [text, setText] = useState(thread.draft.text);
  const [wantsNote, setWantsNote] = useState(thread.draft.note);
  const input = useRef<HTMLTextAreaElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const toldTyping = useRef(0);
  const { id, can } = view;
  const note = wantsNote || !can.answer;
  const pick = useRef((_picked: string) => {});
  pick.current = (picked) => {
    write(picked);
    input.current?.focus();
  };
  const canned = useCanned(
    note ? '' : text,
    useCallback((picked: string) => pick.current(picked), []),
  );

  // Who opens a conversation by mouse or keys is about to write; on a touch screen a keyboard would cover it.
  useEffect(() => {
    if (can.answer && matchMedia('(pointer: fine)').matches) input.current?.focus({ preventScroll: true });
  }, [can.answer]);

  function write(next: string) {
    setText(next);
    // What was begun as a note stays one, should one be able to answer in a moment.
    if (note && !wantsNote && next !== '') choose(true);
    thread.draft.text = next;
    if (note || next === '' || next.startsWith('/') || Date.now() - toldTyping.current < TELL_TYPING_MS) return;
    toldTyping.current = Date.now();
    void answerOf(tellTyping({ conversationId: id }));
  }
  function choose(isNote: boolean) {
    setWantsNote(isNote);
    thread.draft.note = isNote;
  }
  function send(asItIs = false) {
    const said = text.trim();
    if (said === '' || said.length > MOST) return;
    if (!note && !asItIs && isCommand(said)) return canned.resolve(said);
    canned.settle();
    void thread.send(said, note);
    write('');
    // Could only be a note: what comes next may be an answer.
    if (!can.answer) choose(false);
    input.current?.focus();
  }
  function press(event: KeyboardEvent) {
    // Enter also ends the choice of a character in Chinese, Japanese and Korean.
    if (event.nativeEvent.isComposing || canned.press(event)) return;
    if (event.key === 'Escape') return focusRow(id);
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  }
  const left = MOST - text.trim().length;
  return (
    <div className="shrink-0 border-line border-t bg-surface px-4 py-3">
      <div className="mx-auto max-w-3xl">
        <Why view={view} onChanged={onChanged} />
        {canned.unknown !== null ? (
          <UnknownCommand
            command={canned.unknown}
            onSend={() => send(true)}
            onKeep={() => {
              canned.settle();
              input.current?.focus();
            }}
          />
        ) : null}
        <div className="relative">
          {canned.isOpen ? (
            <CannedList id={canned.listId} options={canned.options} active={canned.active} onPick={canned.pick} />
          ) : null}
          <form
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
            <div className="flex items-center gap-1.5 px-2 pb-2">
              <ModeChoice note={note} canAnswer={can.answer} onChoose={choose} />
              {can.answer && !note ? (
                <>
                  <Button
                    variant="ghost"
                    size="icon-sm"
                    aria-label="Attach a file"
                    onClick={() => file.current?.click()}
                  >
                    <Paperclip aria-hidden="true" />
                  </Button>
                  <input
                    ref={file}
                    type="file"
                    multiple
                    tabIndex={-1}
                    aria-label="File to attach"
                    className="hidden"
                    onChange={(event) => {
                      for (const one of event.currentTarget.files ?? []) void thread.attach(one);
                      event.currentTarget.value = '';
                    }}
                  />
                </>
              ) : null}
              <span role="status" className={cn('ml-auto text-xs', left < 0 ? 'text-danger-text' : 'text-muted')}>
                {left < 500 ? `${left.toLocaleString('en-US')} characters left` : null}
              </span>
              <Button type="submit" variant="primary" size="sm" disabled={text.trim() === '' || left < 0}>
                {note ? <StickyNote aria-hidden="true" /> : <SendHorizontal aria-hidden="true" />}
                {note ? 'Add note' : 'Send'}
              </Button>
            </div>
          </form>
        </div>
      </div>
    </div>
  );
}

/** Why one cannot answer, and what to do about it. */
function Why({ view, onChanged }: Pick<ComposerProps, 'view' | 'onChanged'>) {
  const { id, status, can, operator } = view;
  if (can.answer) return null;
  const text =
    status === 'closed'
      ? 'This conversation is closed. You can still add a note.'
      : status === 'open'
        ? `${operator?.name ?? 'Another operator'} answers here. You can add a note.`
        : 'Pick it up to answer.';
  return (
    <div className="mb-2 flex items-center gap-3 text-muted text-sm">
      <p className="flex-1">{text}</p>
      {can.pickUp ? <PickUpButton conversationId={id} size="sm" onPickedUp={onChanged} /> : null}
    </div>
  );
}
