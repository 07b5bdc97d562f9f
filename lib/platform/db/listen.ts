/**
 * A connection that listens, for ever: when it is lost, or falls silent, it listens anew as soon as that is possible, and
 * says so, since what was told in between was missed.
 */
import { setTimeout as wait } from 'node:timers/promises';
import type postgres from 'postgres';
import { env } from '@/lib/platform/env';
import { connect } from './client';

export interface Listener {
  /** Rejects when it could not begin; from then on it goes on by itself. */
  ready: Promise<void>;
  end(): Promise<void>;
}

const TRY_AGAIN_MS = 250;
/** A line that is dead without knowing is found out by asking. */
const ASK_EVERY_MS = 10_000;
const SILENT_S = 5;

/** @param channels fixed names of ours */
export function listenTo(
  channels: Record<string, (payload: string) => void>,
  { onAgain }: { onAgain(): void },
): Listener {
  let losses = 0;
  let listening = false;
  let over = false;
  const sql = connect(env().DATABASE_URL, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    response_timeout: SILENT_S,
    onclose: () => {
      losses += 1;
      if (listening && !over) void again();
      listening = false;
    },
    // Not in the driver's types, though its own `listen` uses it.
    ...({ onnotify: (channel: string, payload: string) => channels[channel]?.(payload) } as postgres.Options<never>),
  });

  /** On one connection all of them, or none. */
  async function begin(): Promise<void> {
    const before = losses;
    await Promise.all(Object.keys(channels).map((channel) => sql.unsafe(`listen "${channel}"`)));
    if (losses !== before) return begin();
    listening = true;
  }

  async function again(): Promise<void> {
    for (let done = false; !done && !over; ) {
      await wait(TRY_AGAIN_MS);
      done = await begin().then(
        () => true,
        () => false,
      );
    }
    if (!over) onAgain();
  }

  const asking = setInterval(() => {
    if (listening) sql`select 1`.catch(() => {}); // a failure closes the connection, and that is heard
  }, ASK_EVERY_MS);
  asking.unref();
  return {
    ready: begin(),
    async end() {
      over = true;
      clearInterval(asking);
      await sql.end({ timeout: 1 });
    },
  };
}
