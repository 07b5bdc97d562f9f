/** Trying again what failed for a moment: no connection, or a server that says it will be back. */
import { ApiError } from './api';
import { backoffMs } from './live/backoff';

const LONGEST_MS = 60_000;

/** There was no answer, or one that says "later": the same call may go well the next time. */
export const isPassing = (error: unknown): error is ApiError =>
  error instanceof ApiError && (error.code === 'network' || error.code === 'unavailable');

/** As long as the server asks for, and no shorter than the number of failures in a row makes it. */
export const waitMs = (error: ApiError, failures: number): number =>
  Math.min(Math.max(error.retryAfterMs, backoffMs(failures)), LONGEST_MS);

/** A wait that ends early when the browser is online again, or when somebody asks. */
export interface Pause {
  over: Promise<void>;
  end(): void;
}

export function pauseFor(ms: number): Pause {
  let end = () => {};
  const over = new Promise<void>((resolve) => {
    end = () => {
      clearTimeout(timer);
      globalThis.removeEventListener?.('online', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    globalThis.addEventListener?.('online', end);
  });
  return { over, end };
}

export interface Trying {
  /** Before each wait. */
  onFailure?(error: ApiError): void;
  /** So many tries at most; none: until it goes well. */
  most?: number;
  /** Asked after each wait; false: given up, with the last error. */
  wanted?(): boolean;
}

/** Calls until it goes well. @throws what does not pass by itself, and the last failure when it was given up */
export async function untilAnswered<T>(call: () => Promise<T>, trying: Trying = {}): Promise<T> {
  const { onFailure, most = Number.POSITIVE_INFINITY, wanted } = trying;
  for (let failures = 1; ; failures += 1) {
    try {
      return await call();
    } catch (error) {
      if (!isPassing(error) || failures >= most) throw error;
      onFailure?.(error);
      await pauseFor(waitMs(error, failures)).over;
      if (wanted && !wanted()) throw error;
    }
  }
}
