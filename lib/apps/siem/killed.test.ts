/**
 * Workers that stream are killed (SIGKILL) wherever they are, two at a time on one database: the receiver has each entry once
 * under its number, no number is missing, and what came again came as it was. `CHAOS=long`: fifty times.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries } from '@/lib/protection/ledger/append';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { compiled } from '@/lib/tools/testing/compiled';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { getStream } from './queries';
import { setStream } from './set';
import { proved } from './testing/proved';
import { authority, type Receiver, startHttpsReceiver, startSyslogReceiver } from './testing/receivers';

const KILLS = process.env.CHAOS === 'long' ? 50 : 5;
const ENTRIES_A_KILL = 600;

async function start(): Promise<ChildProcess> {
  const args = [await compiled('lib/apps/siem/testing/streamer-process.ts')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await once(child, 'message');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

async function write(org: TestOrg): Promise<void> {
  const entries = Array.from({ length: ENTRIES_A_KILL }, () => ({ action: 'view.create' as const }));
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, entries, await keysOf(tx)));
  while (await integrateOrg(org.orgId));
}

test.each([
  ['syslog', () => startSyslogReceiver()],
  ['ocsf', () => startHttpsReceiver('token')],
] as const)(
  `%s: killed ${KILLS} times, nothing is lost, nothing doubled, and no number is missing`,
  async (kind, receive) => {
    const org = await makeOrg();
    const receiver: Receiver = await receive();
    const { address, entries } = receiver;
    await setStream(org.admin, {
      ...{ kind, address, allowedRanges: ['127.0.0.1'], ca: authority.cert, from: 'first' },
      ...(kind === 'ocsf' && { token: 'token' }),
    });
    let workers = [await start(), await start()];
    for (let kills = 0; kills < KILLS; kills += 1) {
      await write(org);
      await expect.poll(() => entries.kept.size, { interval: 1 }).toBeGreaterThan(kills * ENTRIES_A_KILL);
      await wait(randomInt(50));
      // Which of them holds the lock is not known.
      await Promise.all(workers.map(kill));
      workers = [await start(), await start()];
    }
    await Promise.all(workers.map(kill));
    const last = await start();
    await expect.poll(async () => (await getStream(org.admin))?.behind).toBe(0);
    await kill(last);
    const [{ count }] = await ownerSql()<[{ count: number }]>`
    select count(*)::int as count from ledger_leaves where org_id = ${org.orgId}`;
    expect(entries.sequences()).toEqual(Array.from({ length: count }, (_, n) => n));
    expect(entries.others).toEqual([]);
    expect(await proved(org.orgId, entries)).toBe(count);
    await receiver.close();
  },
);
