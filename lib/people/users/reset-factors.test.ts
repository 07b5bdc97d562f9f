/** Somebody has lost their second factor: another administrator takes it away, and they set up another. */
import { beforeAll, expect, test } from 'vitest';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { addApp, contextIn, load, newPerson, passwordSession } from '@/lib/tools/testing/factor-people';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { resetFactors } from './reset-factors';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const reset = (id: string) => ({ id, shownBy: 'in_person' });

async function withApp() {
  const person = await newPerson(org);
  const token = await passwordSession(person);
  await addApp(await contextIn(token));
  return { person, token };
}

test('ends their sessions and factors, tells them, and lets their right to reveal rest until a second person has confirmed', async () => {
  const { person, token } = await withApp();
  expect(await resetFactors(org.admin, reset(person.id))).toEqual({ waits: true });
  expect(await load(token)).toMatchObject({ state: 'none' });
  const session = await load(await passwordSession(person));
  if (session.state !== 'live') throw new Error(session.state);
  expect(session.ctx.waits).toBe(true);
  const [event] = (await eventsOf(org.orgId, 'user.factor_reset')).filter(({ subjectId }) => subjectId === person.id);
  expect(event).toMatchObject({ outcome: 'done', facts: { by: 'in_person', factors: 1, sessionsEnded: 1 } });
  const notices =
    await ownerSql()`select kind, facts from notices where org_id = ${org.orgId} and user_id = ${person.id}`;
  expect(notices.at(-1)).toMatchObject({ kind: 'account.changed', facts: { why: 'second factors reset' } });
});

test('is done by who manages users, of others, in their own organisation, where there is one', async () => {
  const { person } = await withApp();
  await expect(resetFactors(org.operator, reset(person.id))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(resetFactors(other.admin, reset(person.id))).rejects.toMatchObject({ code: 'not_found' });
  await expect(resetFactors(org.admin, reset(org.admin.actor.id))).rejects.toMatchObject({ code: 'forbidden' });
  await expect(resetFactors(org.admin, reset((await newPerson(org)).id))).rejects.toMatchObject({ code: 'conflict' });
  await expect(resetFactors(org.admin, reset('nobody'))).rejects.toMatchObject({ code: 'invalid' });
  const stale = { ...org.admin, sessionId: org.admin.actor.id, freshUntilMs: 0 };
  await expect(resetFactors(stale, reset(person.id))).rejects.toMatchObject({ reason: 'STEP_UP' });
});

test('asks how the administrator knows that it is them, and does nothing without', async () => {
  const { person, token } = await withApp();
  for (const shownBy of ['', 'a feeling', '__proto__']) {
    await expect(resetFactors(org.admin, { id: person.id, shownBy })).rejects.toMatchObject({
      fields: { shownBy: 'Say how you know.' },
    });
  }
  expect(await load(token)).toMatchObject({ state: 'live' });
});

test('sets right what SQL did to them', async () => {
  const { person, token } = await withApp();
  await ownerSql()`update factors set sealed = null where org_id = ${org.orgId} and user_id = ${person.id}`;
  expect(await load(token)).toEqual({ state: 'none', reason: null });
  await resetFactors(org.admin, reset(person.id));
  expect(await load(await passwordSession(person))).toMatchObject({ state: 'live' });
});
