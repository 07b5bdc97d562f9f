/** @jsxImportSource preact */
import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icons';
import { useWidget } from './use-widget';

/** What is asked twice. */
type Parting = 'end' | 'forget';

const QUESTIONS = { end: 'endSure', forget: 'forgetSure' } as const;

/** Transcript, the end, and leaving a computer that others use; the last two are asked twice. */
export function Options() {
  const { t } = useWidget();
  const [open, setOpen] = useState(false);
  const [sure, setSure] = useState<'' | Parting>('');
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
        <div class="options" role="group" aria-label={sure === '' ? t.options : t[QUESTIONS[sure]]}>
          <Entries sure={sure} run={run} onAsk={setSure} onShut={shut} />
        </div>
      )}
    </div>
  );
}

interface EntriesProps {
  sure: '' | Parting;
  /** Shuts the menu and does it. */
  run: (what: () => unknown) => () => void;
  onAsk: (what: Parting) => void;
  onShut: () => void;
}

function Entries({ sure, run, onAsk, onShut }: EntriesProps) {
  const { chat, state, t } = useWidget();
  return sure !== '' ? (
    <>
      <p>{t[QUESTIONS[sure]]}</p>
      <button type="button" onClick={run(chat[sure])}>
        {t[sure]}
      </button>
      <button type="button" onClick={onShut}>
        {t.goOn}
      </button>
    </>
  ) : (
    <>
      <button type="button" onClick={run(chat.transcript)}>
        {t.transcript}
      </button>
      {state.conversation?.status !== 'closed' && (
        <button type="button" onClick={() => onAsk('end')}>
          {t.end}
        </button>
      )}
      <button type="button" onClick={() => onAsk('forget')}>
        {t.shared}
      </button>
    </>
  );
}
