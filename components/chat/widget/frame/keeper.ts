/** What the browser keeps between pages, in the frame's own storage: who the visitor is to us, never what was said. */
import type { Id } from '@/lib/platform/ids';

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
  /** Whether this tab's last page had the panel open. */
  wasOpen(): boolean;
  setOpen(open: boolean): void;
  /** Of the names, those that this tab has not told yet; from now on it has. */
  untold(calls: readonly string[]): string[];
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' && 'read' in value;

/** Browsers may refuse storage to a frame; then it lasts as long as the page. @param tab gone with its tab */
export function makeKeeper(brand: string, storage: () => Storage, tab: () => Storage = storage): Keeper {
  const key = `careledger-chat:${brand}`;
  const openKey = `${key}:open`;
  const toldKey = `${key}:calls`;
  const inMemory = new Map<string, string>();

  const read = (from: () => Storage, name: string): string | null => {
    try {
      return from().getItem(name);
    } catch {
      return inMemory.get(name) ?? null;
    }
  };
  const write = (to: () => Storage, name: string, value: string | null): void => {
    if (value === null) inMemory.delete(name);
    else inMemory.set(name, value);
    try {
      if (value === null) to().removeItem(name);
      else to().setItem(name, value);
    } catch {
      // Kept in memory.
    }
  };
  return {
    key,
    load() {
      try {
        const stored: unknown = JSON.parse(read(storage, key) ?? 'null');
        return isKept(stored) ? stored : null;
      } catch {
        return null;
      }
    },
    save: (next) => write(storage, key, next && JSON.stringify(next)),
    wasOpen: () => read(tab, openKey) === 'yes',
    setOpen: (open) => write(tab, openKey, open ? 'yes' : null),
    untold(calls) {
      const told = new Set(read(tab, toldKey)?.split(' ') ?? []);
      const news = [...new Set(calls)].filter((call) => !told.has(call));
      if (news.length > 0) write(tab, toldKey, [...told, ...news].join(' '));
      return news;
    },
  };
}
