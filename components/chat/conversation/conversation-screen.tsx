'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { useChat } from '@/components/chat/chat-context';
import { VisitorPane } from '@/components/chat/visitor/visitor-pane';
import { cn } from '@/components/ui/cn';
import type { Id } from '@/lib/platform/ids';
import { Composer } from './composer';
import { ConversationHeader } from './conversation-header';
import { ConversationLoading } from './conversation-loading';
import { FileTarget } from './file-target';
import { MessageList } from './message-list';
import { ReopenNotice } from './reopen-notice';
import { TransferBanner } from './transfer-banner';
import { useDetails } from './use-details';
import { useThread } from './use-thread';

/** A conversation that was opened, and its visitor. What was said is in this browser's memory, and nowhere in the page. */
export function ConversationScreen({ conversationId }: { conversationId: Id }) {
  const { me } = useChat();
  const { thread, state } = useThread(conversationId);
  const { view, problem, reload } = useDetails(conversationId);
  const [isVisitorShown, showVisitor] = useState(false);

  function attach(files: readonly File[]) {
    if (thread.draft.note) {
      toast.error('A file goes to the visitor. Choose Reply first.');
      return;
    }
    for (const file of files) void thread.attach(file);
  }

  const refused = [state.problem, problem].find((one) => one && one.kind !== 'lost');
  if (refused) {
    return (
      <ReopenNotice
        problem={refused}
        onOpened={() => {
          void thread.ask();
          void reload();
        }}
      />
    );
  }
  if (!view || !state.loaded) {
    const lost = state.problem ?? problem;
    return lost ? (
      <ReopenNotice problem={lost} onOpened={() => void Promise.all([thread.ask(), reload()])} />
    ) : (
      <ConversationLoading />
    );
  }
  return (
    <div className="flex h-full min-w-0">
      <FileTarget
        className={cn('flex min-w-0 flex-1 flex-col', isVisitorShown && 'hidden xl:flex')}
        onFiles={view.can.answer ? attach : undefined}
      >
        <ConversationHeader view={view} onVisitor={() => showVisitor(true)} onChanged={reload} />
        <TransferBanner view={view} onChanged={reload} />
        <MessageList
          conversationId={conversationId}
          thread={thread}
          state={state}
          isMine={view.operator?.id === me && view.status === 'open'}
        />
        <Composer key={conversationId} view={view} thread={thread} onChanged={reload} />
      </FileTarget>
      <VisitorPane
        view={view}
        onChanged={reload}
        onClose={() => showVisitor(false)}
        className={cn('w-full xl:w-80 xl:border-line xl:border-l', !isVisitorShown && 'hidden xl:flex')}
      />
    </div>
  );
}
