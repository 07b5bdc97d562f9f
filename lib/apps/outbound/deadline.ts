import { OutboundError } from './error';

/** Runs work that ends in time, or is told to stop and given up. @throws OutboundError `timeout` */
export async function within<T>(timeoutMs: number, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const over = new Promise<never>((_, reject) => {
    stop.signal.addEventListener('abort', () => reject(new OutboundError('timeout')), { once: true });
  });
  const timer = setTimeout(() => stop.abort(), timeoutMs);
  try {
    return await Promise.race([over, work(stop.signal)]);
  } finally {
    clearTimeout(timer);
  }
}
