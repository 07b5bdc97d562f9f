import { ApiError } from './api';
import type { Core } from './core';

/** What the end of a visit takes along: the conversation that was followed, and the panel. */
export interface VisitEnd {
  anew(): void;
  close(): void;
}

/** Who the visitor is to us, as it ends: for this browser, or for the server too. */
export function makeVisitor({ api, session, keeper, get, set, tellHost }: Core, { anew, close }: VisitEnd) {
  const reset = () => {
    anew();
    session.token = '';
    keeper.save(null);
  };
  return {
    reset,
    /** On a computer that others use: nothing of this visitor is opened from here any more. */
    async forget() {
      const left = await api
        .forget(session.token)
        .then(() => true)
        .catch((error) => error instanceof ApiError && error.code === 'unauthenticated');
      if (!left) return set({ notice: get().texts.noConnection });
      tellHost({ type: 'forgotten' });
      reset();
      close();
    },
  };
}
