/** @jsxImportSource preact */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { ToHost } from '../protocol';
import type { Chat } from './chat';
import { directionOf } from './language';
import { Launcher } from './launcher';
import { unreadAfter } from './merge';
import { Panel } from './panel';
import type { State } from './state';
import type { Store } from './store';
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
  const side = brand?.side ?? 'right';
  const wasOpen = useRef(false);

  useLayoutEffect(() => {
    document.documentElement.lang = language;
    document.documentElement.dir = directionOf(language);
  }, [language]);

  useEffect(() => tellHost({ type: 'shape', shape, side, title: t.chat }), [shape, side, t.chat, tellHost]);

  useEffect(() => {
    // Back to where the panel was opened from.
    if (wasOpen.current && !open) document.querySelector<HTMLElement>('.launcher')?.focus();
    wasOpen.current = open;
  }, [open]);

  return (
    <WidgetContext.Provider value={{ chat, state, t, language }}>
      {shape === 'panel' && <Panel />}
      {shape === 'launcher' && <Launcher unread={conversation ? unreadAfter(conversation.thread, read) : 0} />}
    </WidgetContext.Provider>
  );
}
