/** What the browser keeps between pages, in the frame's own storage: who the visitor is to us, never what was said. */
import type { Id } from '@/lib/ids';

export interface Kept {
  token: string;
  conversationId: Id | null;
  /** The last message that was seen. */
  read: number;
}

export interface Keeper {
  /** The name under which other tabs hear of a change. */
  key: string;
  load(): Kept | null;
  save(kept: Kept | null): void;
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' && 'read' in value;

/** Browsers may refuse storage to a frame; then it lasts as long as the page. */
export function makeKeeper(brand: string, storage: () => Storage): Keeper {
  const key = `careledger-chat:${brand}`;
  let kept: Kept | null = null;
  return {
    key,
    load() {
      try {
        const stored: unknown = JSON.parse(storage().getItem(key) ?? 'null');
        return isKept(stored) ? stored : null;
      } catch {
        return kept;
      }
    },
    save(next) {
      kept = next;
      try {
        if (next) storage().setItem(key, JSON.stringify(next));
        else storage().removeItem(key);
      } catch {
        // Kept in memory.
      }
    },
  };
}
