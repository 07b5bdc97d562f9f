import type { Core } from './core';

interface TabsHeard {
  anew(): void;
  leave(): void;
  resume(): Promise<void>;
}

/** @returns what hears that another tab began or ended something */
export function makeHearTabs({ keeper, session, get, set }: Core, { anew, leave, resume }: TabsHeard) {
  return ({ key }: StorageEvent) => {
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
}
