/** What the frame does: everything between the screen, the visitor's door and the host page. */
import type { Command } from '../protocol';
import { untilAnswered } from './again';
import { startAnswers } from './answers';
import { makeBranding } from './branding';
import { makeConversationActs } from './conversation-acts';
import { type ChatOptions, makeCore } from './core';
import { makeFollowing } from './following';
import { makeHearHost } from './hear-host';
import { makeHearTabs } from './hear-tabs';
import type { Hidden } from './merge';
import { makeOpening } from './opening';
import { makeOutbox } from './outbox';
import { makeStarting } from './starting';
import { makeVisitor } from './visitor';

export type Chat = ReturnType<typeof makeChat>;

export function makeChat(options: ChatOptions) {
  const core = makeCore(options);
  const { api, keeper, session, get, change, explain } = core;
  const following = makeFollowing(core, () => outbox.sendAgain());
  const { sync, leave } = following;
  const outbox = makeOutbox({ api, change, explain, sync, token: () => session.token, state: get });
  const { start, startKnown, resume, anew } = makeStarting(core, following);
  const branding = makeBranding(core);
  const { open, close } = makeOpening(core, following, branding);
  const { reset, forget } = makeVisitor(core, { anew, close });
  const acts = makeConversationActs(core, sync);
  let markBegun = () => {};
  const begun = new Promise<void>((resolve) => {
    markBegun = resolve;
  });

  const commands: Record<Command, () => unknown> = {
    ...{ close, reset, end: acts.end },
    open: () => open(),
    start() {
      open();
      return startKnown();
    },
  };
  const { hearHost, tellPage } = makeHearHost(core, {
    speak: branding.speak,
    command: (command) => void begun.then(() => commands[command]?.()),
  });

  return {
    ...{ close, start, anew, forget, hearHost, ...acts },
    open: () => open(),
    /** In a conversation, or as its beginning where nothing is asked before. */
    async send(text: string, hidden: Hidden): Promise<boolean> {
      if (get().conversation) return outbox.send(text, hidden);
      return start({ ...startAnswers([], {}, get().given), question: text, hidden: [...hidden] });
    },
    attach: (files: readonly File[]) => outbox.attach(files, get().texts),
    retry: outbox.retry,
    drop: outbox.drop,

    /** Waits for the server if it must. @throws ApiError when there is no such brand. */
    async begin(): Promise<void> {
      await untilAnswered(branding.load);
      const going = untilAnswered(resume, { onFailure: markBegun }).catch(() => {});
      void going.then(markBegun);
      void going.then(tellPage);
      await begun;
      if (keeper.wasOpen()) open(true);
      following.watch();
      addEventListener('storage', makeHearTabs(core, { anew, leave, resume }));
    },
  };
}
