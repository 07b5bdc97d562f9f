/** What all parts of the chat share: who the visitor is to the server, and how things are said. */

import type { Store } from '@/components/chat/store';
import type { ToHost, WidgetEvent } from '../protocol';
import { isPassing } from './again';
import { type Api, ApiError } from './api';
import type { Keeper } from './keeper';
import type { Conversation, State } from './state';

export interface ChatOptions {
  brand: string;
  api: Api;
  store: Store<State>;
  keeper: Keeper;
  tellHost(message: ToHost): void;
}

export type Core = ReturnType<typeof makeCore>;

export function makeCore(options: ChatOptions) {
  const { brand, api, store, keeper, tellHost } = options;
  const { get, set } = store;
  const session = { token: '', visitId: '', page: { address: '', referrer: '' } };
  return {
    ...options,
    ...{ get, set, session },
    isSeen: () => get().open && document.visibilityState === 'visible',
    happened: (event: WidgetEvent) => tellHost({ type: 'event', event, visitId: session.visitId }),

    explain(error: unknown): string {
      const t = get().texts;
      const { code = '', message = '' } = error instanceof ApiError ? error : {};
      if (isPassing(error)) return t.outage;
      if (code === 'limited') return t.limited;
      return code === 'internal' || code === '' ? t.problem : message || t.problem;
    },

    keep: () => keeper.save({ token: session.token, conversationId: get().conversation?.id ?? null, read: get().read }),

    change(make: (conversation: Conversation) => Conversation) {
      const { conversation } = get();
      if (conversation) set({ conversation: make(conversation) });
    },

    /** Begins a visit or goes on with one. */
    async visit() {
      const { token } = session;
      const answer = await api.visit({ brand, ...(token && { token }) });
      const isNew = answer.token !== token;
      session.token = answer.token;
      session.visitId = answer.visitId;
      return { ...answer, isNew };
    },
  };
}
