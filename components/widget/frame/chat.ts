/** What the frame does: everything between the screen, the visitor's door and the host page. */

import type { ChatFile } from '@/lib/chat/conversations/changes';
import { oneAtATime } from '@/lib/chat/merge';
import type { ChangesAnswer } from '@/lib/widget/contract';
import type { Command, ToFrame, ToHost, WidgetEvent } from '../protocol';
import { questionsOf, type StartAnswers, startAnswers } from './answers';
import { type Api, ApiError } from './api';
import type { Keeper } from './keeper';
import { chooseLanguage } from './language';
import type { ServerEvent } from './live/events';
import { follow } from './live/follow';
import { followTogether } from './live/tabs';
import { EMPTY_THREAD, type Hidden, lastSeq, merged } from './merge';
import { makeOutbox } from './outbox';
import { save } from './save';
import type { Conversation, State } from './state';
import type { Store } from './store';
import { loadTexts } from './texts';

const POLL_MS = 6_000;
const TICK_MS = 2_000;
/** A hint may be lost; the query is the truth. */
const CHECK_MS = 60_000;
const TYPING_SHOWN_MS = 6_000;
const TYPING_TOLD_MS = 3_000;

export interface ChatOptions {
  brand: string;
  api: Api;
  store: Store<State>;
  keeper: Keeper;
  tellHost(message: ToHost): void;
}

export type Chat = ReturnType<typeof makeChat>;

export function makeChat({ brand, api, store, keeper, tellHost }: ChatOptions) {
  let token = '';
  let visitId = '';
  let page = { address: '', referrer: '' };
  let stopFollowing = () => {};
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  let typingTold = 0;
  let askedAt = 0;
  let brandAt = 0;
  /** What the stream says of itself; a question may fail beside it. */
  let linked = true;
  let markBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    markBegun = resolve;
  });
  /** Of the first message: the same however often the form is sent. */
  let firstId = crypto.randomUUID() as string;
  const { get, set } = store;

  const happened = (event: WidgetEvent) => tellHost({ type: 'event', event, visitId });
  const isSeen = () => get().open && document.visibilityState === 'visible';

  const explain = (error: unknown): string => {
    const t = get().texts;
    const { code = '', message = '' } = error instanceof ApiError ? error : {};
    if (code === 'network') return t.noConnection;
    if (code === 'limited') return t.limited;
    return code === 'internal' || code === '' ? t.problem : message || t.problem;
  };

  const keep = () => keeper.save({ token, conversationId: get().conversation?.id ?? null, read: get().read });

  const change = (make: (conversation: Conversation) => Conversation) => {
    const { conversation } = get();
    if (conversation) set({ conversation: make(conversation) });
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
    stopFollowing();
    stopFollowing = () => {};
    firstId = crypto.randomUUID();
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
      stopFollowing();
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
        const answer = await api.changes(token, id, get().conversation?.thread.seq ?? 0);
        if (get().conversation?.id === id) take(answer);
        more = answer.more;
      }
      if (linked && !get().live) set({ live: true });
      // The line works: a message may have met a gap that the stream never noticed.
      outbox.sendAgain();
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
    if (live) outbox.sendAgain();
    else void sync();
  };

  const enter = async (id: string, offline: boolean, read = 0) => {
    stopFollowing();
    linked = true;
    const thread = EMPTY_THREAD;
    set({ conversation: { id, status: null, offline, operatorName: null, rating: null, thread }, read, live: true });
    await sync();
    const status = get().conversation?.status;
    if (get().conversation?.id !== id || status === 'closed') return;
    stopFollowing = followTogether(`careledger-chat:${id}`, { hear, onLink }, (follower, signal) =>
      follow({ open: (stop) => api.stream(token, id, stop), ...follower }, signal),
    );
  };

  const outbox = makeOutbox({ api, change, explain, sync, token: () => token, state: get });

  const visit = async () => {
    const answer = await api.visit({ brand, ...(token && { token }) });
    const isNew = answer.token !== token;
    token = answer.token;
    visitId = answer.visitId;
    return { ...answer, isNew };
  };

  /** Goes on with what this browser began before, here or in another tab. */
  const resume = async () => {
    const kept = keeper.load();
    if (!kept) return;
    token = kept.token;
    const { conversationId, isNew } = await visit();
    const id = conversationId ?? (isNew ? null : kept.conversationId);
    if (id && id !== get().conversation?.id) await enter(id, false, kept.read);
    keep();
  };

  /** In the language that the site asks for, its page is in, or the browser prefers; of those the brand speaks. */
  const speak = async () => {
    const { brand: known, given, pageLanguage, language: now } = get();
    if (!known) return;
    const language = chooseLanguage(known.languages, [given.language, pageLanguage, ...navigator.languages]);
    if (language !== now) set({ texts: await loadTexts(language), language });
  };

  const loadBrand = async () => {
    set({ brand: await api.brand(brand) });
    brandAt = Date.now();
    await speak();
  };

  const start = async (answers: StartAnswers & { departmentId?: string }): Promise<boolean> => {
    if (get().starting) return false;
    set({ starting: true, refusal: null });
    try {
      await visit();
      const { address, referrer } = page;
      const where = { ...(address && { page: address }), ...(referrer && { referrer }) };
      const { conversationId, offline } = await api.start(token, {
        brand,
        ...answers,
        ...where,
        clientId: firstId,
      });
      firstId = crypto.randomUUID();
      await enter(conversationId, offline);
      keep();
      happened(offline ? 'offline' : 'started');
      return true;
    } catch (error) {
      set({ refusal: { message: explain(error), fields: error instanceof ApiError ? error.fields : {} } });
      return false;
    } finally {
      set({ starting: false });
    }
  };

  /** At the host page's wish: without a form when all that it asks is known. */
  const startKnown = async () => {
    open();
    const state = get();
    if (!state.brand || state.conversation || !state.given.question) return;
    const questions = questionsOf(state.brand, state.given, state.texts);
    const known = Object.fromEntries(questions.map(({ key, value }) => [key, value]));
    if (questions.every(({ required, key }) => !required || known[key])) {
      await start(startAnswers(questions, known, state.given));
    }
  };

  const open = () => {
    if (get().open || !get().brand) return;
    set({ open: true });
    happened('opened');
    if (Date.now() - brandAt > CHECK_MS) loadBrand().catch(() => {});
    if (get().conversation) void sync();
    markRead();
  };

  const close = () => {
    if (!get().open) return;
    set({ open: false });
    happened('closed');
  };

  /** A call about the conversation that may fail; it says so in one line. */
  const attempt = async (call: (id: string) => Promise<unknown>): Promise<boolean> => {
    const id = get().conversation?.id;
    if (!id) return false;
    set({ notice: '' });
    try {
      await call(id);
      return true;
    } catch (error) {
      set({ notice: explain(error) });
      return false;
    }
  };

  const end = () =>
    attempt(async (id) => {
      await api.close(token, id);
      await sync();
    });

  const commands: Record<Command, () => unknown> = {
    open,
    close,
    start: startKnown,
    end,
    reset() {
      leave();
      token = '';
      keeper.save(null);
    },
  };

  const wake = () => {
    if (document.visibilityState !== 'visible') return;
    markRead();
    void sync();
  };

  return {
    open,
    close,
    start,
    end,
    anew: leave,
    /** In a conversation, or as its beginning where nothing is asked before. */
    async send(text: string, hidden: Hidden): Promise<boolean> {
      if (get().conversation) return outbox.send(text, hidden);
      return start({ ...startAnswers([], {}, get().given), question: text, hidden: [...hidden] });
    },
    attach: (files: readonly File[]) => outbox.attach(files, get().texts),
    retry: outbox.retry,
    drop: outbox.drop,
    typed() {
      const { conversation } = get();
      if (!conversation || conversation.status === 'closed' || Date.now() - typingTold < TYPING_TOLD_MS) return;
      typingTold = Date.now();
      api.typing(token, conversation.id).catch(() => {});
    },
    rate: (stars: number, comment: string) =>
      attempt(async (id) => {
        await api.rate(token, id, { stars, ...(comment.trim() && { comment: comment.trim() }) });
        change((conversation) => ({ ...conversation, rating: stars }));
        happened('rated');
      }),
    download: (file: ChatFile) =>
      attempt(async (id) => save(await (await api.file(token, id, file.id)).blob(), file.name)),
    transcript: () => attempt(async (id) => save(await (await api.transcript(token, id)).blob(), 'chat.txt')),
    hush: () => set({ notice: '' }),

    hearHost(message: ToFrame) {
      if (message.type === 'hello') {
        page = message.page;
        set({ given: message.given, full: message.full, pageLanguage: message.page.language });
      } else if (message.type === 'given') {
        set({ given: message.given });
        void speak();
      } else if (message.type === 'layout') set({ full: message.full });
      else void begun.then(() => commands[message.command]?.());
    },

    /** @throws ApiError when there is no such brand, or no connection. */
    async begin(): Promise<void> {
      await loadBrand();
      await resume().catch(() => {});
      markBegun();
      addEventListener('online', wake);
      addEventListener('focus', wake);
      document.addEventListener('visibilitychange', wake);
      addEventListener('storage', ({ key }) => {
        // Another tab began or ended something.
        const kept = keeper.load();
        if (key !== keeper.key || !kept || kept.conversationId === get().conversation?.id) {
          if (key === keeper.key && kept && kept.read > get().read) set({ read: kept.read });
          return;
        }
        if (kept.conversationId) resume().catch(() => {});
        else if (get().conversation) leave();
      });
      setInterval(() => {
        const { conversation, live } = get();
        if (!conversation || conversation.status === 'closed' || !navigator.onLine) return;
        const due = live ? CHECK_MS : POLL_MS;
        if (document.visibilityState === 'visible' && Date.now() - askedAt >= due) void sync();
      }, TICK_MS);
    },
  };
}
