/** Being in a conversation: what is new in it, as the stream hints and the query says. */
import { oneAtATime } from '@/lib/chat/merge';
import { ApiError } from './api';
import type { Core } from './core';
import type { ServerEvent } from './live/events';
import { follow } from './live/follow';
import { followTogether } from './live/tabs';
import { EMPTY_THREAD } from './merge';
import { makeTaking } from './taking';
import { watch } from './watch';

const TYPING_SHOWN_MS = 6_000;

export type Following = ReturnType<typeof makeFollowing>;

/** @param onLine the connection is there again */
export function makeFollowing(core: Core, onLine: () => void) {
  const { api, session, get, set } = core;
  let stopFollowing = () => {};
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  /** What the stream says of itself; a question may fail beside it. */
  let linked = true;

  const stop = () => {
    stopFollowing();
    stopFollowing = () => {};
  };
  const { take, markRead, leave } = makeTaking(core, stop);

  const sync = oneAtATime(async () => {
    const id = get().conversation?.id;
    if (!id) return;
    askedAt = Date.now();
    try {
      for (let more = true; more && get().conversation?.id === id; ) {
        const answer = await api.changes(session.token, id, get().conversation?.thread.seq ?? 0);
        if (get().conversation?.id === id) take(answer);
        more = answer.more;
      }
      if (linked && !get().live) set({ live: true });
      // The line works: a message may have met a gap that the stream never noticed.
      onLine();
    } catch (error) {
      const gone = error instanceof ApiError && ['not_found', 'forbidden', 'unauthenticated'].includes(error.code);
      if (gone && get().conversation?.id === id) leave();
      else set({ live: false });
    }
  });

  const hear = ({ event, data }: ServerEvent) => {
    if (event !== 'typing') return void sync();
    if (data.includes('"visitor"')) return;
    set({ typing: true });
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => set({ typing: false }), TYPING_SHOWN_MS);
  };

  const onLink = (live: boolean) => {
    linked = live;
    if (live === get().live || get().conversation?.status === 'closed') return;
    set({ live });
    if (live) onLine();
    else void sync();
  };

  return {
    ...{ leave, sync, markRead },
    watch: () => watch(core, { sync, markRead, askedAt: () => askedAt }),

    async enter(id: string, offline: boolean, read = 0) {
      stop();
      linked = true;
      const thread = EMPTY_THREAD;
      set({ conversation: { id, status: null, offline, operatorName: null, rating: null, thread }, read, live: true });
      await sync();
      const status = get().conversation?.status;
      if (get().conversation?.id !== id || status === 'closed') return;
      stopFollowing = followTogether(`careledger-chat:${id}`, { hear, onLink }, (follower, signal) =>
        follow({ open: (stop) => api.stream(session.token, id, stop), ...follower }, signal),
      );
    },
  };
}
