/** @jsxImportSource preact */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { AttachButton } from './attach-button';
import { Icon } from './icons';
import { PrivateNotice, useWarning } from './private-notice';
import { useWidget } from './use-widget';

/** The longest message the server takes. */
const LONGEST = 5_000;

export function Composer() {
  const { chat, state, t } = useWidget();
  const { conversation, given, starting } = state;
  const asked = !conversation?.thread.messages.some(({ kind }) => kind === 'visitor');
  const [text, setText] = useState(asked ? given.question : '');
  const input = useRef<HTMLTextAreaElement>(null);
  const warning = useWarning(text);

  useHeightOf(input, text);

  const send = async (sealed: boolean) => {
    const said = text.trim();
    if (said === '' || starting) return;
    const hidden = sealed ? warning.spans.map(({ start, end, kind }) => ({ start, end, kind })) : [];
    // What could not begin a chat stays where it was written.
    if (conversation) setText('');
    const begun = await chat.send(said, hidden);
    if (begun) setText('');
    input.current?.focus();
  };
  const attach = (files: File[]) => {
    chat.attach(files);
    input.current?.focus();
  };
  const submit = () => {
    if (!warning.asks()) void send(false);
  };
  return (
    <div class="composer">
      <PrivateNotice warning={warning} onSend={(sealed) => void send(sealed)} onEdit={() => input.current?.focus()} />
      <form
        method="post"
        class="write"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {conversation && <AttachButton onPick={attach} />}
        <textarea
          ref={input}
          rows={1}
          // Empty, it goes with the language, and its placeholder with it.
          dir={text === '' ? undefined : 'auto'}
          value={text}
          maxLength={LONGEST}
          aria-label={t.message}
          placeholder={t.write}
          data-first
          enterkeyhint="send"
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
            if (currentTarget.value !== '') chat.typed();
          }}
          onKeyDown={(event) => {
            // Enter that ends the choice of a character is not meant for us.
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            submit();
          }}
          onPaste={(event) => {
            const files = [...(event.clipboardData?.files ?? [])];
            if (files.length === 0 || !conversation) return;
            event.preventDefault();
            chat.attach(files);
          }}
        />
        <button type="submit" class="send" aria-label={t.send} disabled={text.trim() === '' || starting}>
          <Icon name="send" />
        </button>
      </form>
    </div>
  );
}

/** As high as what is written, up to a few lines. */
function useHeightOf(input: RefObject<HTMLTextAreaElement>, text: string): void {
  useEffect(() => {
    const { current } = input;
    if (!current) return;
    current.style.height = '';
    if (text !== '') current.style.height = `${Math.min(current.scrollHeight + 2, 132)}px`;
  }, [input, text]);
}
