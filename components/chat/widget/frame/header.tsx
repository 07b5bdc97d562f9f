/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import type { State } from './state';
import { fill, type Texts } from './texts';
import { useWidget } from './use-widget';

export function Header() {
  const { chat, state, t } = useWidget();
  const { brand, conversation, given } = state;
  if (!brand) return null;
  const title = given.titles[brand.online ? 'online' : 'offline'] || brand.name;
  return (
    <header class="header">
      {/* biome-ignore lint/performance/noImgElement: a data URL, and no Next here */}
      {brand.logo && <img class="logo" src={brand.logo} alt="" />}
      <div class="title">
        <h1 id="chat-title">
          <bdi>{title}</bdi>
        </h1>
        <p role="status">{standingOf(state, t)}</p>
      </div>
      {conversation && <Options />}
      <button type="button" class="icon-button" aria-label={t.close} onClick={chat.close}>
        <Icon name="close" />
      </button>
    </header>
  );
}

/** One line: how things stand. */
function standingOf({ brand, conversation, live }: State, t: Texts): string {
  if (!conversation) return brand?.online ? t.here : t.away;
  const { status, operatorName, offline } = conversation;
  if (status === 'closed') return t.ended;
  if (!live) return t.reconnecting;
  if (operatorName && status === 'open') return fill(t.with, { name: operatorName });
  return offline || status === 'missed' ? t.kept : t.waiting;
}

/** Transcript, the end, and leaving a computer that others use; the last two are asked twice. */
function Options() {
  const { chat, state, t } = useWidget();
  const [open, setOpen] = useState(false);
  const [sure, setSure] = useState<'' | 'end' | 'forget'>('');
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const shut = () => {
    setOpen(false);
    button.current?.focus();
  };
  const toggle = () => {
    setSure('');
    setOpen(!open);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of the two lists begins at its first button
  useEffect(() => {
    if (open) box.current?.querySelector<HTMLElement>('.options button')?.focus();
  }, [open, sure]);
  useEffect(() => {
    const outside = (event: Event) => {
      if (!box.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !open) return;
    event.preventDefault();
    shut();
  };
  const questions = { end: t.endSure, forget: t.forgetSure };
  const run = (what: () => unknown) => () => {
    shut();
    void what();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears Escape from the buttons within
    <div ref={box} class="menu" onKeyDown={onKeyDown}>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={t.options}
        aria-expanded={open}
        onClick={toggle}
      >
        <Icon name="more" />
      </button>
      {open && (
        // biome-ignore lint/a11y/useSemanticElements: it groups buttons, and is no form's
        <div class="options" role="group" aria-label={sure === '' ? t.options : questions[sure]}>
          {sure !== '' ? (
            <>
              <p>{questions[sure]}</p>
              <button type="button" onClick={run(sure === 'end' ? chat.end : chat.forget)}>
                {sure === 'end' ? t.end : t.forget}
              </button>
              <button type="button" onClick={shut}>
                {t.goOn}
              </button>
            </>
          ) : (
            <>
              <button type="button" onClick={run(chat.transcript)}>
                {t.transcript}
              </button>
              {state.conversation?.status !== 'closed' && (
                <button type="button" onClick={() => setSure('end')}>
                  {t.end}
                </button>
              )}
              <button type="button" onClick={() => setSure('forget')}>
                {t.shared}
              </button>
            </>
          )}
        </div>
      )}
    </div>
  );
}
