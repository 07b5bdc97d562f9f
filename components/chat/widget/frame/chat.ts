/** What the frame does: everything between the screen, the visitor's door and the host page. */
import type { ChatFile } from '@/lib/chat/conversations/changes';
import { type Command, NOTHING_GIVEN, type ToFrame } from '../protocol';
import { isPassing, untilAnswered } from './again';
import { startAnswers } from './answers';
import { ApiError } from './api';
import { type ChatOptions, makeCore } from './core';
import { makeFollowing } from './following';
import { chooseLanguage } from './language';
import type { Hidden } from './merge';
import { makeOutbox } from './outbox';
import { save } from './save';
import { makeStarting } from './starting';
import { loadTexts } from './texts';

/** After which a brand is asked for again when the panel opens: somebody may have come. */
const BRAND_MS = 60_000;
const TYPING_TOLD_MS = 3_000;
/** Of a download, a rating, the end. */
const MOST_TRIES = 5;

export type Chat = ReturnType<typeof makeChat>;

export function makeChat(options: ChatOptions) {
  const core = makeCore(options);
  const { api, keeper, session, get, set, change, explain, happened } = core;
  const following = makeFollowing(core, () => outbox.sendAgain());
  const { sync, markRead, leave } = following;
  const outbox = makeOutbox({ api, change, explain, sync, token: () => session.token, state: get });
  const { start, startKnown, resume, anew } = makeStarting(core, following);
  let typingTold = 0;
  let brandAt = 0;
  let markBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    markBegun = resolve;
  });

  /** In the language that the site asks for, its page is in, or the browser prefers; of those the brand speaks. */
  const speak = async () => {
    const { brand: known, given, pageLanguage, language: now } = get();
    if (!known) return;
    const language = chooseLanguage(known.languages, [given.language, pageLanguage, ...navigator.languages]);
    if (language !== now) set({ texts: await loadTexts(language), language });
  };

  const loadBrand = async () => {
    set({ brand: await api.brand(options.brand) });
    brandAt = Date.now();
    await speak();
  };

  /** @param quietly as it was on the page before: nobody asked for it now, and the keyboard stays where it is */
  const open = (quietly = false) => {
    if (get().open || !get().brand) return;
    set({ open: true, quiet: quietly });
    keeper.setOpen(true);
    if (!quietly) happened('opened');
    if (Date.now() - brandAt > BRAND_MS) loadBrand().catch(() => {});
    if (get().conversation) void sync();
    markRead();
  };

  const close = () => {
    if (!get().open) return;
    set({ open: false });
    keeper.setOpen(false);
    happened('closed');
  };

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

  const end = () =>
    attempt(async (id) => {
      await api.close(session.token, id);
      await sync();
    });

  /** On a computer that others use: nothing of this visitor is opened from here any more. */
  const forget = async () => {
    const left = await api
      .forget(session.token)
      .then(() => true)
      .catch((error) => error instanceof ApiError && error.code === 'unauthenticated');
    if (!left) return set({ notice: get().texts.noConnection });
    options.tellHost({ type: 'forgotten' });
    anew();
    session.token = '';
    keeper.save(null);
    close();
  };

  const commands: Record<Command, () => unknown> = {
    open: () => open(),
    close,
    start() {
      open();
      return startKnown();
    },
    end,
    reset() {
      anew();
      session.token = '';
      keeper.save(null);
    },
  };

  /** Who answers sees on which page the visitor is. */
  const tellPage = () => {
    const { conversation } = get();
    if (!conversation || conversation.status === 'closed' || session.page.address === '') return;
    api.page(session.token, conversation.id, session.page.address).catch(() => {});
  };

  /** Another tab began or ended something. */
  const hearTabs = ({ key }: StorageEvent) => {
    const kept = keeper.load();
    if (key === keeper.key) {
      // Its secret changes from time to time, and ends when a visitor leaves a shared computer.
      session.token = kept?.token ?? '';
      if (!kept) return anew();
    }
    if (key !== keeper.key || !kept || kept.conversationId === get().conversation?.id) {
      if (key === keeper.key && kept && kept.read > get().read) set({ read: kept.read });
      return;
    }
    if (kept.conversationId) resume().catch(() => {});
    else if (get().conversation) leave();
  };

  return {
    ...{ close, start, end, anew, forget },
    open: () => open(),
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

    hearHost(message: ToFrame) {
      if (message.type === 'hello') {
        session.page = message.page;
        // A browser may have kept an older script for the site than for us.
        const given = { ...NOTHING_GIVEN, ...message.given };
        set({ given, full: message.full, pageLanguage: message.page.language });
      } else if (message.type === 'given') {
        set({ given: { ...NOTHING_GIVEN, ...message.given } });
        void speak();
      } else if (message.type === 'page') {
        session.page = message.page;
        tellPage();
        set({ pageLanguage: message.page.language });
        void speak();
      } else if (message.type === 'calls') {
        const calls = keeper.untold(message.calls);
        if (calls.length > 0) api.unknownCalls({ brand: options.brand, calls }).catch(() => {});
      } else if (message.type === 'layout') set({ full: message.full });
      else void begun.then(() => commands[message.command]?.());
    },

    /** Waits for the server if it must. @throws ApiError when there is no such brand. */
    async begin(): Promise<void> {
      await untilAnswered(loadBrand);
      const going = untilAnswered(resume, { onFailure: markBegun }).catch(() => {});
      void going.then(markBegun);
      void going.then(tellPage);
      await begun;
      if (keeper.wasOpen()) open(true);
      following.watch();
      addEventListener('storage', hearTabs);
    },
  };
}
