import type { Answer } from '@/components/chat/answers';
import type { Pending, ThreadStore } from './thread-state';

/** How what was written reaches the server. */
export interface OutboxDoors {
  send(message: { clientId: string; text: string; note: boolean }): Promise<Answer<unknown>>;
  upload(
    file: { clientId: string; file: File },
    onPercent: (percent: number) => void,
    signal: AbortSignal,
  ): Promise<Answer<unknown>>;
}

/** Messages and files on their way. @param ask reads what has come to be, once something arrived */
export function makeOutbox(store: ThreadStore, doors: OutboxDoors, ask: () => Promise<void>) {
  const { get, set, findPending, changePending, dropPending } = store;
  const uploads = new Map<string, AbortController>();

  async function upload(clientId: string, file: File): Promise<Answer<unknown>> {
    const stop = new AbortController();
    uploads.set(clientId, stop);
    try {
      return await doors.upload({ clientId, file }, (percent) => changePending(clientId, { percent }), stop.signal);
    } finally {
      uploads.delete(clientId);
    }
  }

  async function deliver(clientId: string): Promise<void> {
    const one = findPending(clientId);
    if (!one) return;
    changePending(clientId, { state: 'sending', problem: null, percent: 0 });
    const answer = await (one.file ? upload(clientId, one.file) : doors.send(one));
    // Cancelled meanwhile, or here already by another answer.
    if (!findPending(clientId)) return;
    if (!answer.ok) return changePending(clientId, { state: 'failed', problem: answer.problem });
    changePending(clientId, { state: 'sent' });
    await ask();
  }

  return {
    add(given: Pick<Pending, 'text' | 'note' | 'file'>): Promise<void> {
      const clientId = newClientId();
      const one: Pending = { ...given, clientId, percent: 0, state: 'sending', problem: null };
      set({ pending: [...get().pending, one] });
      return deliver(clientId);
    },
    /** Sends once more under the same id: had it arrived after all, it is the same message. */
    retry: deliver,
    retryLost() {
      for (const { clientId, state: at, problem } of get().pending) {
        if (at === 'failed' && problem?.kind === 'lost') void deliver(clientId);
      }
    },
    /** Gives up a message that was not taken, or a file on its way. */
    cancel(clientId: string) {
      uploads.get(clientId)?.abort();
      dropPending(clientId);
    },
  };
}

/** A UUID (version 4) for what is written here. `crypto.randomUUID` is missing where a site is not served by HTTPS. */
function newClientId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
