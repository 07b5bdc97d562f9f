import { type Command, NOTHING_GIVEN, type ToFrame } from '../protocol';
import type { Core } from './core';

interface HostHeard {
  speak(): Promise<void>;
  /** Waits until the visit has begun. */
  command(command: Command): void;
}

/** What the host page says: where it stands, what it knows of the visitor, and what it wants done. */
export function makeHearHost(core: Core, { speak, command }: HostHeard) {
  const { api, brand, keeper, session, get, set } = core;

  /** Who answers sees on which page the visitor is. */
  const tellPage = () => {
    const { conversation } = get();
    if (!conversation || conversation.status === 'closed' || session.page.address === '') return;
    api.page(session.token, conversation.id, session.page.address).catch(() => {});
  };

  const hearHost = (message: ToFrame) => {
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
      if (calls.length > 0) api.unknownCalls({ brand, calls }).catch(() => {});
    } else if (message.type === 'layout') set({ full: message.full });
    else command(message.command);
  };

  return { hearHost, tellPage };
}
