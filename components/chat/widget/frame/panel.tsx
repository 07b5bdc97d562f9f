/** @jsxImportSource preact */
import { useEffect, useRef } from 'preact/hooks';
import { questionsOf } from './answers';
import { Composer } from './composer';
import { Ended } from './ended';
import { Form } from './form';
import { Header } from './header';
import { Messages } from './messages';
import { useDrop } from './use-drop';
import { useWidget } from './use-widget';
import { firstWords } from './words';

const REACHABLE = 'button, input, select, textarea, a[href], [tabindex="0"]';

export function Panel() {
  const { chat, state, t } = useWidget();
  const { brand, conversation, full, given, notice, quiet } = state;
  const panel = useRef<HTMLElement>(null);
  const isQuiet = useRef(quiet);
  const ended = conversation?.status === 'closed';
  const asks = brand && !conversation ? questionsOf(brand, given, t).length > 0 : false;
  const stage = ended ? 'ended' : conversation ? 'chat' : 'start';
  const dropping = useDrop(panel, stage === 'chat' ? chat.attach : null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: each stage begins at its own first control
  useEffect(() => {
    if (isQuiet.current) {
      isQuiet.current = false;
      return;
    }
    const first = panel.current?.querySelector<HTMLElement>('[data-first]');
    (first ?? panel.current)?.focus();
  }, [stage]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) chat.close();
    if (event.key === 'Tab' && full) keepInside(event, panel.current);
  };

  return (
    <section
      ref={panel}
      class={full ? 'panel full' : 'panel'}
      role="dialog"
      aria-modal={full}
      aria-labelledby="chat-title"
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <Header />
      {conversation ? <Messages conversation={conversation} /> : asks ? <Form /> : <Welcome />}
      {notice && (
        <p class="line danger" role="alert">
          {notice}
        </p>
      )}
      {ended ? <Ended rating={conversation.rating} /> : (conversation || !asks) && <Composer />}
      {dropping && <div class="drop">{t.drop}</div>}
    </section>
  );
}

/** Where nothing is asked before: the brand's word, and the visitor writes. */
function Welcome() {
  const { state, t } = useWidget();
  const { brand, refusal } = state;
  return (
    <div class="body">
      <p class="bubble operator" dir="auto">
        {firstWords(brand, state.language, brand?.online ?? false)}
      </p>
      {refusal && (
        <p class="line danger" role="alert">
          {refusal.message || t.problem}
        </p>
      )}
    </div>
  );
}

/** Full screen, nothing else is to be reached: the keyboard goes around. */
function keepInside(event: KeyboardEvent, panel: HTMLElement | null): void {
  const all = [...(panel?.querySelectorAll<HTMLElement>(REACHABLE) ?? [])].filter(
    (element) => !element.matches(':disabled, [tabindex="-1"]') && element.offsetParent !== null,
  );
  const [first, last] = [all[0], all.at(-1)];
  const { activeElement } = document;
  if (event.shiftKey && (activeElement === first || activeElement === panel)) last?.focus();
  else if (!event.shiftKey && activeElement === last) first?.focus();
  else return;
  event.preventDefault();
}
