/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Store } from '@/components/chat/store';
import type { ToHost } from '../protocol';
import type { Chat } from './chat';
import { hexOf, inkOn } from './colour';
import { directionOf } from './language';
import { Launcher } from './launcher';
import { unreadAfter } from './merge';
import { Panel } from './panel';
import type { State } from './state';
import { useStore, WidgetContext } from './use-widget';

interface AppProps {
  store: Store<State>;
  chat: Chat;
  tellHost(message: ToHost): void;
}

export function App({ store, chat, tellHost }: AppProps) {
  const state = useStore(store);
  const { open, given, conversation, read, brand, language, texts: t } = state;
  const shape = open ? 'panel' : given.launcher ? 'launcher' : 'none';
  const side = given.side || (brand?.side ?? 'right');
  const online = brand?.online ?? false;
  const [width, setWidth] = useState(0);
  const wasOpen = useRef(false);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);

  useLayoutEffect(() => {
    const colour = hexOf(given.colour) ?? brand?.colour ?? '#0f6e84';
    document.documentElement.style.setProperty('--brand', colour);
    document.documentElement.style.setProperty('--on-brand', inkOn(colour));
  }, [given.colour, brand?.colour]);

  useEffect(
    () => tellHost({ type: 'shape', shape, side, title: t.chat, width }),
    [shape, side, t.chat, width, tellHost],
  );
  useEffect(() => tellHost({ type: 'standing', online }), [online, tellHost]);

  useEffect(() => {
    // Back to where the panel was opened from.
    if (wasOpen.current && !open) document.querySelector<HTMLElement>('.launcher')?.focus();
    wasOpen.current = open;
  }, [open]);

  return (
    <WidgetContext.Provider value={{ chat, state, t, language }}>
      {shape === 'panel' && <Panel />}
      {shape === 'launcher' && (
        <Launcher unread={conversation ? unreadAfter(conversation.thread, read) : 0} onWidth={setWidth} />
      )}
    </WidgetContext.Provider>
  );
}
