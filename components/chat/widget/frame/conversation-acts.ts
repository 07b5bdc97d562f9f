/** What a visitor does with a conversation besides writing in it. */
import type { ChatFile } from '@/lib/chat/conversations/changes';
import { isPassing, untilAnswered } from './again';
import type { Core } from './core';

const TYPING_TOLD_MS = 3_000;
/** Of a download, a rating, the end. */
const MOST_TRIES = 5;

export function makeConversationActs(core: Core, sync: () => Promise<void>) {
  const { api, session, get, set, change, explain, happened } = core;
  let typingTold = 0;

  /** A call about the conversation that may fail; it says so in one line. */
  const attempt = async (call: (id: string) => Promise<unknown>): Promise<boolean> => {
    const id = get().conversation?.id;
    if (!id) return false;
    set({ notice: '' });
    try {
      await untilAnswered(() => call(id), {
        most: MOST_TRIES,
        onFailure: () => set({ notice: get().texts.reconnecting }),
        wanted: () => get().conversation?.id === id,
      });
      set({ notice: '' });
      return true;
    } catch (error) {
      const t = get().texts;
      set({ notice: isPassing(error) ? t.noConnection : explain(error) });
      return false;
    }
  };

  return {
    end: () =>
      attempt(async (id) => {
        await api.close(session.token, id);
        await sync();
      }),
    typed() {
      const { conversation } = get();
      if (!conversation || conversation.status === 'closed' || Date.now() - typingTold < TYPING_TOLD_MS) return;
      typingTold = Date.now();
      api.typing(session.token, conversation.id).catch(() => {});
    },
    rate: (stars: number, comment: string) =>
      attempt(async (id) => {
        await api.rate(session.token, id, { stars, ...(comment.trim() && { comment: comment.trim() }) });
        change((conversation) => ({ ...conversation, rating: stars }));
        happened('rated');
      }),
    download: (file: ChatFile) =>
      attempt(async (id) => save(await (await api.file(session.token, id, file.id)).blob(), file.name)),
    transcript: () => attempt(async (id) => save(await (await api.transcript(session.token, id)).blob(), 'chat.txt')),
    hush: () => set({ notice: '' }),
  };
}

/** Hands a file over as a download. It is never opened in the frame, where it could run. */
function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
