/** Being in a conversation: what is new in it, as the stream hints and the query says. */
import { oneAtATime } from '@/lib/chat/merge';
import type { ChangesAnswer } from '@/lib/ways-in/widget/contract';
import { ApiError } from './api';
import type { Core } from './core';
import type { ServerEvent } from './live/events';
import { follow } from './live/follow';
import { followTogether } from './live/tabs';
import { EMPTY_THREAD, lastSeq, merged } from './merge';

const POLL_MS = 6_000;
const TICK_MS = 2_000;
/** A hint may be lost; the query is the truth. */
const CHECK_MS = 60_000;
const TYPING_SHOWN_MS = 6_000;

export type Following = ReturnType<typeof makeFollowing>;

/** @param onLine the connection is there again */
export function makeFollowing(core: Core, onLine: () => void) {
  const { api, session, get, set, keep, happened, isSeen } = core;
  let stopFollowing = () => {};
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let askedAt = 0;
  /** What the stream says of itself; a question may fail beside it. */
  let linked = true;

  const stop = () => {
    stopFollowing();
    stopFollowing = () => {};
  };

  const markRead = () => {
    const { conversation, read } = get();
    const last = conversation ? lastSeq(conversation.thread) : 0;
    if (last > read && isSeen()) {
      set({ read: last });
      keep();
    }
  };

  /** The conversation is not there for this visitor any more. */
  const leave = () => {
    stop();
    set({ conversation: null, read: 0, typing: false, live: true, refusal: null, notice: '' });
    keep();
  };

  const take = (answer: ChangesAnswer) => {
    const before = get().conversation;
    if (!before) return;
    const { status, operatorName, rating, messages } = answer;
    const said = messages.some(({ kind }) => kind === 'operator');
    const thread = merged(before.thread, answer);
    set({ conversation: { ...before, status, operatorName, rating, thread }, ...(said && { typing: false }) });
    if (status !== before.status && before.status !== null) {
      if (status === 'open') happened('attended');
      if (status === 'missed') happened('missed');
      if (status === 'closed') happened('completed');
    }
    if (status === 'closed') {
      stop();
      set({ live: true, typing: false });
    }
    markRead();
  };

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
    if (event === 'typing') {
      if (data.includes('"visitor"')) return;
      set({ typing: true });
      clearTimeout(typingTimer);
      typingTimer = setTimeout(() => set({ typing: false }), TYPING_SHOWN_MS);
    } else void sync();
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

    /** Asks from time to time, as often as the stream makes it necessary. */
    watch() {
      const wake = () => {
        if (document.visibilityState !== 'visible') return;
        markRead();
        void sync();
      };
      addEventListener('online', wake);
      addEventListener('focus', wake);
      document.addEventListener('visibilitychange', wake);
      setInterval(() => {
        const { conversation, live } = get();
        if (!conversation || conversation.status === 'closed' || !navigator.onLine) return;
        const due = live ? CHECK_MS : POLL_MS;
        if (document.visibilityState === 'visible' && Date.now() - askedAt >= due) void sync();
      }, TICK_MS);
    },
  };
}
