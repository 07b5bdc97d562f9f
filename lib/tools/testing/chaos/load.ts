/** Programs that call the REST door without a pause, and keep account of every answer. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { PATIENCE_S } from './world';

export interface Load {
  /** Names of the records that the server said it keeps. */
  acknowledged: string[];
  /** How often each status came; `none` where the connection broke. */
  statuses: Record<string, number>;
  longestMs: number;
  stop(): Promise<void>;
}

interface Target {
  origin: string;
  token: string;
}

/** Longer than any answer may take: for a connection, for its answer, and to sign in to a new one. */
export const HANGS_MS = (3 * PATIENCE_S + 5) * 1000;
const CALLERS = 8;

export async function call({ origin, token }: Target, method = 'GET', body?: unknown): Promise<Response | null> {
  return fetch(`${origin}/crm/v8/Contacts${method === 'GET' ? '?fields=Last_Name&per_page=5' : ''}`, {
    method,
    headers: { Authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(HANGS_MS * 2),
  }).catch(() => null);
}

export function startLoad(target: Target): Load {
  let over = false;
  const load: Omit<Load, 'stop'> = { acknowledged: [], statuses: {}, longestMs: 0 };
  const caller = async (n: number) => {
    for (let round = 0; !over; round += 1) {
      const name = `Load ${randomUUID()}`;
      const writes = (round + n) % 2 === 0;
      const since = Date.now();
      const response = writes ? await call(target, 'POST', { data: [{ Last_Name: name }] }) : await call(target);
      const text = (await response?.text().catch(() => null)) ?? null;
      load.longestMs = Math.max(load.longestMs, Date.now() - since);
      const status = response && text !== null ? String(response.status) : 'none';
      load.statuses[status] = (load.statuses[status] ?? 0) + 1;
      if (status === '503' && !response?.headers.get('retry-after')) load.statuses.unnamed = 1;
      if (status === '201') load.acknowledged.push(name);
      else await wait(20);
    }
  };
  const callers = Array.from({ length: CALLERS }, (_, n) => caller(n));
  return Object.assign(load, {
    async stop() {
      over = true;
      await Promise.all(callers);
    },
  });
}

/** How many of 100 calls, ten at a time, pass. */
export async function passing(target: Target): Promise<number> {
  let passed = 0;
  const caller = async (n: number) => {
    for (let round = 0; round < 10; round += 1) {
      const name = `After ${randomUUID()}`;
      const reads = (round + n) % 2 === 0;
      const response = reads ? await call(target) : await call(target, 'POST', { data: [{ Last_Name: name }] });
      await response?.arrayBuffer();
      if (response && response.status < 300) passed += 1;
    }
  };
  await Promise.all(Array.from({ length: 10 }, (_, n) => caller(n)));
  return passed;
}
