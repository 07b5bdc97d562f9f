import { send } from '@/components/chat/actions';
import { answerOf, getJson } from '@/components/chat/answers';
import type { ConversationChanges } from '@/lib/chat/conversations/changes';
import type { Id } from '@/lib/platform/ids';
import { makeThread, type Thread } from './thread';
import { uploadFile } from './upload-file';

/** So many are kept for switching to and fro. */
const KEPT = 30;

/** The threads of a console, in the browser's memory only. */
export function makeThreads() {
  const threads = new Map<Id, Thread>();
  return {
    of(conversationId: Id): Thread {
      const known = threads.get(conversationId);
      if (known) return known;
      const made = makeThread({
        changes: (since) =>
          getJson<ConversationChanges>(`/api/chat/conversations/${conversationId}/changes?since=${since}`),
        send: ({ clientId, text, note }) => answerOf(send({ conversationId, clientId, text, note })),
        upload: (file, onPercent, signal) => uploadFile(conversationId, file, onPercent, signal),
      });
      threads.set(conversationId, made);
      forgetOldest(threads);
      return made;
    },
    find: (conversationId: Id): Thread | undefined => threads.get(conversationId),
    all: (): Thread[] => [...threads.values()],
  };
}

/** Not one that still holds something that was not taken. */
function forgetOldest(threads: Map<Id, Thread>): void {
  for (const [id, thread] of [...threads].slice(0, -1)) {
    if (threads.size <= KEPT) return;
    if (thread.read().pending.length === 0 && thread.draft.text === '') threads.delete(id);
  }
}
