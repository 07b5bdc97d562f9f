'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { Thread } from '@/components/chat/conversation/thread';
import type { Line, Word } from '@/components/chat/live/use-hints';
import type { Lists } from '@/components/chat/queue/use-lists';
import type { Id } from '@/lib/platform/ids';

export interface Chat {
  me: Id;
  /** Deletes closed conversations. */
  mayDelete: boolean;
  lists: Lists;
  line: Line;
  /** The thread of a conversation, the same for as long as the console is open. */
  threadOf: (conversationId: Id) => Thread;
  /** Hears hints; keep `hear` stable. */
  listen: (hear: (word: Word) => void) => () => void;
}

const Context = createContext<Chat | null>(null);

export function ChatProvider({ chat, children }: { chat: Chat; children: ReactNode }) {
  return <Context value={chat}>{children}</Context>;
}

export function useChat(): Chat {
  const chat = useContext(Context);
  if (!chat) throw new Error('useChat needs a ChatProvider around it.');
  return chat;
}
