/** Beginning a conversation, or going on with the one of before. */
import { untilAnswered } from './again';
import { questionsOf, type StartAnswers, startAnswers } from './answers';
import { ApiError } from './api';
import type { Core } from './core';
import type { Following } from './following';

/** About five minutes of waiting. */
const MOST_TRIES = 14;

export function makeStarting(core: Core, { enter, leave }: Following) {
  const { api, brand, session, keeper, get, set, keep, happened, explain, visit } = core;
  /** Of the first message: the same however often the form is sent. */
  let firstId = crypto.randomUUID() as string;
  /** A chat that is given up while it is tried to begin it, does not begin. */
  let round = 0;

  const begin = async (answers: StartAnswers & { departmentId?: string }) => {
    await visit();
    const { address, referrer } = session.page;
    const where = { ...(address && { page: address }), ...(referrer && { referrer }) };
    return api.start(session.token, { brand, ...answers, ...where, clientId: firstId });
  };

  const start = async (answers: StartAnswers & { departmentId?: string }): Promise<boolean> => {
    if (get().starting) return false;
    set({ starting: true, refusal: null });
    const own = round;
    const wanted = () => own === round;
    const onFailure = (error: unknown) => set({ refusal: { message: explain(error), fields: {} } });
    try {
      const { conversationId, offline } = await untilAnswered(() => begin(answers), {
        ...{ onFailure, wanted, most: MOST_TRIES },
      });
      if (!wanted()) return false;
      firstId = crypto.randomUUID();
      set({ refusal: null });
      await enter(conversationId, offline);
      keep();
      happened(offline ? 'offline' : 'started');
      return true;
    } catch (error) {
      if (!wanted()) return false;
      set({ refusal: { message: explain(error), fields: error instanceof ApiError ? error.fields : {} } });
      return false;
    } finally {
      if (wanted()) set({ starting: false });
    }
  };

  return {
    start,

    /** Goes on with what this browser began before, here or in another tab. */
    async resume() {
      const kept = keeper.load();
      if (!kept) return;
      session.token = kept.token;
      const { conversationId, isNew } = await visit();
      const id = conversationId ?? (isNew ? null : kept.conversationId);
      if (id && id !== get().conversation?.id) await enter(id, false, kept.read);
      keep();
    },

    /** At the host page's wish: without a form when all that it asks is known. */
    async startKnown() {
      const state = get();
      if (!state.brand || state.conversation || !state.given.question) return;
      const questions = questionsOf(state.brand, state.given, state.texts);
      const known = Object.fromEntries(questions.map(({ key, value }) => [key, value]));
      if (questions.every(({ required, key }) => !required || known[key])) {
        await start(startAnswers(questions, known, state.given));
      }
    },

    anew() {
      round += 1;
      firstId = crypto.randomUUID();
      set({ starting: false });
      leave();
    },
  };
}
