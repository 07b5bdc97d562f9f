/**
 * A worker is killed (SIGKILL) in the middle of sending, again and again: nothing is lost, and what comes twice comes under
 * the same key. `CHAOS=long`: twenty times in a thousand deliveries.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { connectHook } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';

const [KILLS, DELIVERIES] = process.env.CHAOS === 'long' ? [20, 1_000] : [3, 150];

let hook: Hook;
beforeAll(async () => {
  hook = await startHook();
});
afterAll(() => hook.close());

const startWorker = async (): Promise<ChildProcess> =>
  spawn(process.execPath, [await compiled('lib/apps/testing/dispatcher-process.ts')], { stdio: 'inherit' });

async function kill(worker: ChildProcess): Promise<void> {
  const ended = once(worker, 'exit');
  worker.kill('SIGKILL');
  await ended;
}

test(`a worker that is killed ${KILLS} times loses none of ${DELIVERIES} deliveries, and repeats carry the same key`, async () => {
  const org = await makeOrg();
  const id = await connectHook(org, hook.address);
  for (let n = 0; n < DELIVERIES; n += 50) {
    await Promise.all(
      Array.from({ length: 50 }, (_, k) =>
        createRecord(org.operator, { module: 'Contacts', values: { Last_Name: `Killed ${n + k}` } }),
      ),
    );
  }
  const open = () => ownerSql()`
    select from app_deliveries where connection_id = ${id} and state in ('waiting', 'sending') limit 1`;
  for (let kills = 0; kills < KILLS; kills += 1) {
    const worker = await startWorker();
    const goal = Math.floor(((kills + 1) * DELIVERIES) / (KILLS + 1));
    await expect.poll(() => hook.received.length, { interval: 1 }).toBeGreaterThanOrEqual(goal);
    await kill(worker);
  }
  const last = await startWorker();
  await expect.poll(open).toHaveLength(0);
  await kill(last);

  const keys = hook.received.map(({ headers }) => String(headers['webhook-id']));
  const namesOf = new Map<string, Set<unknown>>();
  for (const { headers, values } of hook.received) {
    const key = String(headers['webhook-id']);
    namesOf.set(key, (namesOf.get(key) ?? new Set()).add(values.Last_Name));
  }
  expect(namesOf.size).toBe(DELIVERIES);
  expect(new Set(hook.received.map(({ values }) => values.Last_Name)).size).toBe(DELIVERIES);
  expect([...namesOf.values()].every((names) => names.size === 1)).toBe(true);
  // Each kill leaves at most those that were on their way at once.
  expect(keys.length - DELIVERIES).toBeLessThanOrEqual(KILLS * 16);
  const [sent] = await ownerSql()<[{ events: number; states: number }]>`
    select
      (select count(*)::int from ledger_entries where org_id = ${org.orgId} and action = 'app.send') as events,
      (select count(*)::int from app_deliveries where connection_id = ${id} and state = 'sent') as states`;
  expect(sent).toEqual({ events: DELIVERIES, states: DELIVERIES });
});
