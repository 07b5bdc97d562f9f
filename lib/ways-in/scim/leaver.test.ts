/** Who leaves is out at once: their session, open streams and programs, in every process. */
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { authenticate } from '@/lib/admin/api-clients/authenticate';
import { loadContext } from '@/lib/people/auth/load-context';
import { hashPassword } from '@/lib/people/auth/password';
import type { SessionToken } from '@/lib/people/auth/session-token';
import { setUserActive } from '@/lib/people/users/set-user-active';
import { signIn } from '@/lib/people/users/sign-in';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { eventsOf, type FoundEvent } from '@/lib/tools/testing/events';
import { contextOf, insertUser, makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { tokenFor } from '@/lib/tools/testing/rest';
import { directoryOf, patchOp, type Scim } from './testing/directory';

const PROCESSES = 3;
const STREAMS = 5;
const PASSWORD = 'correct horse battery staple';

let org: TestOrg;
let scim: Scim;
const children: ChildProcess[] = [];
beforeAll(async () => {
  org = await makeOrg();
  ({ scim } = await directoryOf(org));
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
});

async function somebody() {
  const email = `leaver-${randomUUID()}@test.example`;
  const id = await insertUser(org, 'Lea Leaver', org.profileIds.Operator, org.roleIds.Manager);
  const hash = await hashPassword(PASSWORD);
  await asOwner(org.orgId, (tx) =>
    tx.sql`update users set email = ${email}, password_hash = ${hash} where id = ${id}`.execute(),
  );
  const token = await signIn({ email, password: PASSWORD, ip: null, userAgent: null, requestId: randomUUID() });
  const ctx = contextOf(org.orgId, { id, name: 'Lea Leaver', profile: 'Operator', ownerIds: [id] });
  return { id, token, ctx };
}

/** A process with open streams of a session: when they are open, and when each ended. */
function streamsOf(token: SessionToken) {
  const args = [
    '--import',
    'tsx',
    'lib/ways-in/scim/testing/stream-process.ts',
    JSON.stringify(token),
    String(STREAMS),
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  const ended: number[] = [];
  let open = () => {};
  const isOpen = new Promise<void>((resolve) => {
    open = resolve;
  });
  const lines = createInterface({ input: child.stdout });
  const allEnded = new Promise<number[]>((resolve) => {
    lines.on('line', (line) => {
      if (line === 'open') return open();
      if (ended.push(Number(line)) === STREAMS) resolve(ended);
    });
  });
  return { isOpen, allEnded };
}

/** Entries that come by themselves, after their stream has ended. */
async function cutOffs(count: number): Promise<FoundEvent[]> {
  for (;;) {
    const found = await eventsOf(org.orgId, 'session.cut_off');
    if (found.length >= count) return found;
    await wait(100);
  }
}

test('their streams of three processes end, each with an entry that says how long it took', async () => {
  const { id, token } = await somebody();
  const processes = Array.from({ length: PROCESSES }, () => streamsOf(token));
  await Promise.all(processes.map(({ isOpen }) => isOpen));
  const sent = Date.now();
  expect((await scim('PATCH', `/Users/${id}`, patchOp({ op: 'replace', path: 'active', value: false }))).status).toBe(
    200,
  );
  const took = (await Promise.all(processes.map(({ allEnded }) => allEnded))).flat().map((at) => at - sent);
  const sorted = took.sort((one, other) => one - other);
  expect(sorted).toHaveLength(PROCESSES * STREAMS);
  const entries = await cutOffs(PROCESSES * STREAMS);
  const inLedger = entries.map(({ facts }) => Number(facts.afterMs)).sort((one, other) => one - other);
  expect(entries.every(({ subjectId, actorId }) => subjectId === token.sessionId && actorId === '0')).toBe(true);
  expect(inLedger.every((ms) => Number.isInteger(ms) && ms >= 0)).toBe(true);
  const p99 = (all: readonly number[]) => all[Math.ceil(all.length * 0.99) - 1];
  process.stdout.write(
    `From the directory's call to the end of ${sorted.length} streams in ${PROCESSES} processes: p50 ${sorted[Math.floor(sorted.length / 2)]} ms, p99 ${p99(sorted)} ms; as the entries say it: p99 ${p99(inLedger)} ms\n`,
  );
});

test('their session and the tokens of their programs open nothing, and do not come back with them', async () => {
  const { id, token, ctx } = await somebody();
  const access = await tokenFor(org, ctx);
  const call = () => authenticate({ authorization: `Bearer ${access}`, requestId: randomUUID(), ip: null });
  expect((await call()).ctx.actor.id).toBe(id);
  await setUserActive(org.admin, { id, active: false });
  expect((await eventsOf(org.orgId, 'user.update')).at(-1)).toMatchObject({
    subjectId: id,
    facts: { active: false, sessionsEnded: 1, tokensEnded: expect.any(Number), programsStopped: 1 },
  });
  expect(await loadContext(token, { requestId: randomUUID(), ip: null })).toMatchObject({ state: 'none' });
  await expect(call()).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
  await setUserActive(org.admin, { id, active: true });
  await expect(call()).rejects.toMatchObject({ reason: 'INVALID_TOKEN' });
});
