/** Messages and files on their way: one after the other, so that they arrive in the order in which they were written. */
import { type DeliveryOptions, makeDelivery } from './delivery';
import { faultOf } from './file-fault';
import { type Hidden, type Pending, withPending } from './merge';
import type { Texts } from './texts';

export function makeOutbox(options: DeliveryOptions) {
  const { state, change } = options;
  const { deliver, drop, mend, isWaiting, endWait } = makeDelivery(options);
  let last: Promise<unknown> = Promise.resolve();

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
      if (isWaiting()) endWait();
      else queue(clientId);
    },
    drop,
    /** The connection is back. */
    sendAgain: endWait,
  };
}
