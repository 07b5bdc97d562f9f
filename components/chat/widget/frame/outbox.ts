/** Messages and files on their way: one after the other, so that they arrive in the order in which they were written. */
import type { WidgetBrand } from '@/lib/ways-in/widget/contract';
import { isPassing, type Pause, pauseFor, waitMs } from './again';
import { type Api, ApiError } from './api';
import { bytesText } from './bytes';
import { changed, delivered, type Hidden, type Pending, type SentMessage, without, withPending } from './merge';
import type { Conversation, State } from './state';
import { fill, type Texts } from './texts';
import { type Upload, upload } from './upload';

interface OutboxOptions {
  api: Pick<Api, 'message'>;
  state(): State;
  token(): string;
  change(make: (conversation: Conversation) => Conversation): void;
  explain(error: unknown): string;
  sync(): Promise<void>;
}

/** So often a refusal for being too fast is waited out. */
const WAITS = 3;

export function makeOutbox({ api, state, token, change, explain, sync }: OutboxOptions) {
  let last: Promise<unknown> = Promise.resolve();
  const uploads = new Map<string, Upload>();
  /** For the server to be back. */
  let pause: Pause | null = null;

  const mend = (clientId: string, part: Partial<Pending>) =>
    change((conversation) => ({ ...conversation, thread: changed(conversation.thread, clientId, part) }));
  const drop = (clientId: string) => {
    uploads.get(clientId)?.cancel();
    if (find(clientId)?.again) pause?.end();
    change((conversation) => ({ ...conversation, thread: without(conversation.thread, clientId) }));
  };
  const find = (clientId: string) =>
    state().conversation?.thread.pending.find((pending) => pending.clientId === clientId);

  const post = async (id: string, pending: Pending): Promise<SentMessage> => {
    const { clientId, text, hidden, file } = pending;
    if (!file) {
      const body = { clientId, text, ...(hidden.length > 0 && { hidden }) };
      return api.message(token(), id, body);
    }
    const going = upload({ token: token(), id, clientId, file }, (progress) => mend(clientId, { progress }));
    uploads.set(clientId, going);
    try {
      const { fileId, ...sent } = await going.done;
      const { name, type: contentType, size: sizeBytes } = file;
      return { ...sent, file: { id: fileId, name, contentType, sizeBytes, state: 'clean' } };
    } finally {
      uploads.delete(clientId);
    }
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

  const queue = (clientId: string) => {
    const id = state().conversation?.id;
    if (!id) return;
    mend(clientId, { state: 'sending', error: '', progress: 0, again: false });
    last = last.then(() => deliver(clientId, id));
  };

  const add = (part: Partial<Pending>) => {
    const pending: Pending = {
      clientId: crypto.randomUUID(),
      text: '',
      hidden: [],
      file: null,
      at: new Date().toISOString(),
      state: 'sending',
      progress: 0,
      error: '',
      again: false,
      ...part,
    };
    change((conversation) => ({ ...conversation, thread: withPending(conversation.thread, pending) }));
    if (pending.state === 'sending') queue(pending.clientId);
  };

  return {
    send(text: string, hidden: Hidden): boolean {
      add({ text, hidden });
      return true;
    },
    attach(files: readonly File[], t: Texts) {
      const { brand } = state();
      for (const file of files) {
        const error = brand ? faultOf(file, brand, t) : '';
        add({ file, ...(error && { state: 'failed', error }) });
      }
    },
    retry(clientId: string) {
      if (pause) pause.end();
      else queue(clientId);
    },
    drop,
    /** The connection is back. */
    sendAgain: () => pause?.end(),
  };
}

/** Known before a byte is sent. A browser that cannot tell the kind of a file leaves it to the server. */
export function faultOf(
  { name, size, type }: Pick<File, 'name' | 'size' | 'type'>,
  { maxFileBytes, fileTypes }: Pick<WidgetBrand, 'maxFileBytes' | 'fileTypes'>,
  t: Texts,
): string {
  if (size === 0) return fill(t.empty, { name });
  if (size > maxFileBytes) return fill(t.tooLarge, { name, size: bytesText(maxFileBytes) });
  if (type !== '' && !fileTypes.includes(type)) return fill(t.badType, { name });
  return '';
}
