import { isPassing, type Pause, pauseFor, waitMs } from './again';
import { type Api, ApiError } from './api';
import { changed, delivered, type Pending, without } from './merge';
import { makePost } from './post';
import type { Conversation, State } from './state';

export interface DeliveryOptions {
  api: Pick<Api, 'message'>;
  state(): State;
  token(): string;
  change(make: (conversation: Conversation) => Conversation): void;
  explain(error: unknown): string;
  sync(): Promise<void>;
}

/** So often a refusal for being too fast is waited out. */
const WAITS = 3;

/** One message or file until it is with the server, refused, or given up; it waits while the server is away. */
export function makeDelivery({ api, state, token, change, explain, sync }: DeliveryOptions) {
  /** For the server to be back. */
  let pause: Pause | null = null;

  const mend = (clientId: string, part: Partial<Pending>) =>
    change((conversation) => ({ ...conversation, thread: changed(conversation.thread, clientId, part) }));
  const find = (clientId: string) =>
    state().conversation?.thread.pending.find((pending) => pending.clientId === clientId);
  const { post, cancel } = makePost({ api, token, onProgress: (clientId, progress) => mend(clientId, { progress }) });

  const drop = (clientId: string) => {
    cancel(clientId);
    if (find(clientId)?.again) pause?.end();
    change((conversation) => ({ ...conversation, thread: without(conversation.thread, clientId) }));
  };

  /** What comes after it waits too, so that nothing is told before what was said before it. */
  const wait = async (clientId: string, error: ApiError, failures: number) => {
    mend(clientId, { state: 'failed', error: explain(error), again: true });
    pause = pauseFor(waitMs(error, failures));
    await pause.over;
    pause = null;
  };

  const deliver = async (clientId: string, id: string, waits = WAITS, failures = 1): Promise<void> => {
    const pending = find(clientId);
    if (!pending || state().conversation?.id !== id) return;
    mend(clientId, { state: 'sending', error: '', progress: 0, again: false });
    try {
      const sent = await post(id, pending);
      if (state().conversation?.id !== id) return;
      change((conversation) => ({ ...conversation, thread: delivered(conversation.thread, pending, sent) }));
    } catch (error) {
      const { code, retryAfterMs = 0 } = error instanceof ApiError ? error : { code: '' };
      if (code === 'cancelled') return drop(clientId);
      if (code === 'limited' && waits > 0) {
        await new Promise((resolve) => setTimeout(resolve, Math.min(retryAfterMs || 2_000, 30_000)));
        return deliver(clientId, id, waits - 1);
      }
      if (isPassing(error)) {
        await wait(clientId, error, failures);
        return deliver(clientId, id, waits, failures + 1);
      }
      mend(clientId, { state: 'failed', error: explain(error) });
      if (code === 'conflict') await sync();
    }
  };

  return {
    ...{ deliver, drop, mend },
    isWaiting: () => pause !== null,
    endWait: () => pause?.end(),
  };
}
