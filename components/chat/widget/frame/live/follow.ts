/** Follows a conversation's stream of hints until it is told to stop, over lost connections and silent proxies. */
import { ApiError } from '../api';
import { backoffMs } from './backoff';
import { eventReader, type ServerEvent } from './events';

/** The first word comes at once, unless something on the way holds the stream back. */
const FIRST_WORD_MS = 10_000;
/** The server beats every 15 seconds. */
const SILENCE_MS = 40_000;

export interface FollowOptions {
  open(signal: AbortSignal): Promise<Response>;
  hear(event: ServerEvent): void;
  /** Whether hints arrive; else changes have to be asked for. */
  onLink(live: boolean): void;
}

export async function follow({ open, hear, onLink }: FollowOptions, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; ) {
    const { heard, retryAfterMs } = await readOnce(open, signal, (event) => {
      onLink(true);
      hear(event);
    });
    if (signal.aborted) return;
    failures = heard ? 1 : failures + 1;
    onLink(false);
    await pause(Math.max(backoffMs(failures), retryAfterMs), signal);
  }
}

async function readOnce(
  open: FollowOptions['open'],
  signal: AbortSignal,
  hear: FollowOptions['hear'],
): Promise<{ heard: boolean; retryAfterMs: number }> {
  const attempt = new AbortController();
  const stop = () => attempt.abort();
  signal.addEventListener('abort', stop);
  let heard = false;
  let watch = setTimeout(stop, FIRST_WORD_MS);
  try {
    const reader = (await open(attempt.signal)).body?.getReader();
    const decoder = new TextDecoder();
    const read = eventReader((event) => {
      heard = true;
      hear(event);
    });
    for (let piece = await reader?.read(); reader && piece && !piece.done; piece = await reader.read()) {
      clearTimeout(watch);
      watch = setTimeout(stop, SILENCE_MS);
      read(decoder.decode(piece.value, { stream: true }));
    }
    return { heard, retryAfterMs: 0 };
  } catch (error) {
    return { heard, retryAfterMs: error instanceof ApiError ? error.retryAfterMs : 0 };
  } finally {
    clearTimeout(watch);
    signal.removeEventListener('abort', stop);
    attempt.abort();
  }
}

/** Ends early when the browser is online again. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', end);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.('online', end);
    signal.addEventListener('abort', end);
  });
}
