import { Pool } from 'undici';
import type { AppSink } from './apps-sink';

/** Seconds for so many POSTs of the body that the app heard last, one after the other over one connection. */
export async function postsSeconds(sink: AppSink, count: number): Promise<number> {
  const { origin, pathname } = new URL(sink.address);
  const pool = new Pool(origin, { connections: 1 });
  const body = sink.lastBody();
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const answer = await pool.request({
      method: 'POST',
      path: pathname,
      headers: { 'content-type': 'application/json' },
      body,
    });
    await answer.body.text();
  }
  const seconds = (performance.now() - began) / 1_000;
  await pool.close();
  return seconds;
}
