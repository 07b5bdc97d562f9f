/**
 * One stream for all tabs of a browser, which allows a site only six connections: the tab that holds the lock follows and
 * tells the others. When it goes, the next takes over. Only hints are told, never a word of the chat.
 */
import type { ServerEvent } from './events';

interface Word {
  event?: ServerEvent;
  live?: boolean;
  /** A tab that has come asks how things stand. */
  asks?: true;
}

export interface Follower {
  hear(event: ServerEvent): void;
  onLink(live: boolean): void;
}

type Follow = (follower: Follower, signal: AbortSignal) => Promise<void>;

/** Gives what stops it. Where a browser has no locks for us, each tab follows by itself. */
export function followTogether(name: string, follower: Follower, follow: Follow): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  if (!('locks' in navigator) || typeof BroadcastChannel === 'undefined') {
    void follow(follower, signal);
    return () => stop.abort();
  }
  const channel = new BroadcastChannel(name);
  const tell = (word: Word) => !signal.aborted && channel.postMessage(word);
  let live = false;
  let leads = false;
  channel.onmessage = ({ data: { event, live: told, asks } }: MessageEvent<Word>) => {
    if (asks && leads) tell({ live });
    if (event) follower.hear(event);
    if (told !== undefined) follower.onLink(told);
  };
  const lead = async () => {
    leads = true;
    const both: Follower = {
      hear(event) {
        tell({ event });
        follower.hear(event);
      },
      onLink(now) {
        if (now !== live) tell({ live: now });
        live = now;
        follower.onLink(now);
      },
    };
    await follow(both, signal);
  };
  tell({ asks: true });
  navigator.locks.request(name, { signal }, lead).catch(() => {
    // Refused to this frame, not given up by us.
    if (!signal.aborted && !leads) void follow(follower, signal);
  });
  return () => {
    stop.abort();
    channel.close();
  };
}
