/** Who is signed in now, and how an administrator ends it. */
import { beforeAll, describe, expect, test } from 'vitest';
import { loadContext } from '@/lib/people/auth/load-context';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { listCurrentSessions } from './current-sessions';
import { endSessionOfUser } from './end-session';
import { openSession } from './open-session';

const MINUTE = 60_000;
const from = { ip: '192.0.2.9', requestId: 'r', userAgent: 'Firefox/1 Linux' };

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const enter = (clinic: TestOrg, at = new Date()) => {
  const { id, name } = clinic.operator.actor;
  return openSession({ orgId: clinic.orgId, id, name }, { ...from, by: 'passkey', factorAt: at }, at);
};

const stateOf = async (token: Awaited<ReturnType<typeof enter>>) =>
  await loadContext(token, { requestId: 'r', ip: null });

describe('current sessions', () => {
  test('are told with whose they are, how and from where they were opened; lapsed ones and another org’s are not', async () => {
    const [lapsed, mine] = [await enter(org, new Date(Date.now() - 20 * MINUTE)), await enter(org)];
    const foreign = await enter(other);
    const { sessions } = await listCurrentSessions(org.admin);
    expect(sessions.find(({ id }) => id === mine.sessionId)).toMatchObject({
      personId: org.operator.actor.id,
      person: org.operator.actor.name,
      device: 'Firefox on Linux',
      by: 'passkey',
      hasFactor: true,
      ip: '192.0.2.9',
      current: false,
    });
    const ids = sessions.map(({ id }) => id);
    expect(ids).not.toContain(lapsed.sessionId);
    expect(ids).not.toContain(foreign.sessionId);
    expect((await listCurrentSessions(org.admin, { query: 'nobody of that name' })).sessions).toEqual([]);
  });

  test('are for whoever manages users', async () => {
    for (const ctx of [org.operator, org.officer]) {
      await expect(listCurrentSessions(ctx)).rejects.toMatchObject({ code: 'forbidden' });
    }
  });

  test('one ends at its next request, once, and the event names whose it was', async () => {
    const token = await enter(org);
    await endSessionOfUser(org.admin, { id: token.sessionId });
    expect(await stateOf(token)).toEqual({ state: 'none', reason: 'ended_by_administrator' });
    expect(await eventsOf(org.orgId, 'session.end')).toContainEqual(
      expect.objectContaining({
        actorId: org.admin.actor.id,
        subjectId: org.operator.actor.id,
        facts: { reason: 'ended_by_administrator', sessionsEnded: 1 },
      }),
    );
    await expect(endSessionOfUser(org.admin, { id: token.sessionId })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are ended by nobody who does not manage users, nor from another organisation', async () => {
    const token = await enter(org);
    await expect(endSessionOfUser(org.operator, { id: token.sessionId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(endSessionOfUser(other.admin, { id: token.sessionId })).rejects.toMatchObject({ code: 'not_found' });
    await expect(endSessionOfUser(org.admin, { id: 'x' })).rejects.toMatchObject({ code: 'invalid' });
    expect(await stateOf(token)).not.toMatchObject({ state: 'none' });
  });
});
