import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from 'react';
import { tellTyping } from '@/components/chat/actions';
import { answerOf } from '@/components/chat/answers';
import { focusRow } from '@/components/chat/queue/use-switch-keys';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { isCommand } from './canned';
import type { Thread } from './thread';
import { useCanned } from './use-canned';

/** The longest message (`MAX_MESSAGE` of lib/chat, which a browser cannot load). */
const MOST = 5_000;
const TELL_TYPING_MS = 3_000;

/** What is being written in a conversation, and what becomes of it. `input` is the text area, which the caller renders. */
export function useComposer({ id, can }: ConversationView, thread: Thread) {
  const [text, setText] = useState(thread.draft.text);
  const [wantsNote, setWantsNote] = useState(thread.draft.note);
  const input = useRef<HTMLTextAreaElement>(null);
  const toldTyping = useRef(0);
  const note = wantsNote || !can.answer;
  const focus = () => input.current?.focus();
  const pick = useRef((_picked: string) => {});
  pick.current = (picked) => {
    write(picked);
    focus();
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
    focus();
  }
  function press(event: KeyboardEvent) {
    // Enter also ends the choice of a character in Chinese, Japanese and Korean.
    if (event.nativeEvent.isComposing || canned.press(event)) return;
    if (event.key === 'Escape') return focusRow(id);
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    send();
  }
  return { text, left: MOST - text.trim().length, note, canned, input, focus, write, choose, send, press };
}
