import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Store } from '@/components/chat/store';
import type { Chat } from './chat';
import type { State } from './state';
import type { Texts } from './texts';

interface Widget {
  chat: Chat;
  state: State;
  t: Texts;
  language: string;
}

export const WidgetContext = createContext<Widget | null>(null);

export function useWidget(): Widget {
  const widget = useContext(WidgetContext);
  if (!widget) throw new Error('Outside of the widget.');
  return widget;
}

export function useStore<T>(store: Store<T>): T {
  const [state, setState] = useState(store.get);
  useEffect(() => {
    setState(store.get());
    return store.subscribe(() => setState(store.get()));
  }, [store]);
  return state;
}
