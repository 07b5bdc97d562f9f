import { beforeEach, describe, expect, test } from 'vitest';
import { markField } from '@/lib/admin/settings/mark-field';
import { setSharing } from '@/lib/admin/settings/sharing';
import { getRecord } from '@/lib/crm/records/get';
import { STANDARD_PROFILES } from '@/lib/people/rights';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { changeInOrg, inOrg } from '@/lib/platform/db/transaction';
import { type Id, newId } from '@/lib/platform/ids';
import { reveal } from '@/lib/protection/disclose/reveal';
import { assertInForce } from '@/lib/protection/integrity/emergency';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, eventsOf, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { contextOf, insertUser, makeOrg } from '@/lib/tools/testing/make-org';
import { endElapsed, endEmergency } from './end';
import { lookUp } from './look-up';
import { getGrant, listEmergency } from './queries';
import { enterEmergency, revealByEmergency } from './read';
import { signOffEmergency } from './sign-off';
import { startDrill, startEmergency } from './start';

const PHONE = '555-907-8526';
let org: TestOrg;
let recordId: Id;
let doctor: Context;

/** Somebody whose profile grants emergency access and nothing else. */
async function addDoctor({ orgId, roleIds, profileIds }: TestOrg): Promise<Context> {
  const id = await insertUser(
    { orgId, roleIds, profileIds } as TestOrg,
    'Dora Doctor',
    profileIds.Operator,
    roleIds.Manager,
  );
  const ctx = contextOf(orgId, { id, name: 'Dora Doctor', profile: 'Operator', ownerIds: [id] });
  return { ...ctx, rights: { everyModule: [], modules: {}, org: ['emergencyAccess'] } };
}

beforeEach(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  await setSharing(org.admin, { module: 'Contacts', sharing: 'private' });
  recordId = await addContact(org, { Last_Name: 'Bell', Phone: PHONE, Title: 'Zqtitle' });
  doctor = await addDoctor(org);
});

const asked = (more = {}) => ({
  module: 'Contacts',
  recordId,
  reason: 'patient_in_danger' as const,
  note: 'Unconscious in room 4',
  minutes: 15,
  ...more,
});
const start = (ctx = doctor, more = {}) => startEmergency(ctx, asked(more));
const noticesOf = (kind: string) =>
  asOwner(org.orgId, async (tx) => {
    const rows = await tx.sql<{ name: string }[]>`
      select u.name from notices n join users u on u.org_id = n.org_id and u.id = n.user_id
      where n.org_id = ${org.orgId} and n.kind = ${kind} order by u.name`;
    return rows.map(({ name }) => name);
  });
const setEnd = (id: Id, by: string) =>
  ownerSql().unsafe(`update emergency_grants set ends_at = ends_at + interval '${by}' where id = ${id}`);

describe('emergency access to one record', () => {
  test('shows the record and reveals its values to somebody who sees none, behind events that name the grant', async () => {
    await expect(getRecord(doctor, 'Contacts', recordId)).rejects.toMatchObject({ code: 'forbidden' });
    const { id } = await start();
    const page = await enterEmergency(doctor, id);
    expect(page?.record).toMatchObject({ id: recordId, values: { Title: 'Zqtitle' } });
    expect(page?.record.masked).toContain('Phone');
    expect(await revealByEmergency(doctor, { id, fields: ['Phone'] })).toEqual({ Phone: PHONE });
    const named = async (action: string) => (await eventsOf(org, action)).at(-1);
    expect(await named('emergency.start')).toMatchObject({ outcome: 'done', subjectId: id, actorId: doctor.actor.id });
    for (const action of ['emergency.enter', 'record.view', 'record.reveal']) {
      expect(await named(action)).toMatchObject({ outcome: 'done', facts: { emergency: id } });
    }
  });

  test('opens no other door and no other record: what is read elsewhere goes by one’s own rights', async () => {
    const other = await addContact(org, { Last_Name: 'Other', Phone: '555-111-2222' });
    const { id } = await start();
    await expect(getRecord(doctor, 'Contacts', other)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getRecord(doctor, 'Contacts', recordId)).rejects.toMatchObject({ code: 'forbidden' });
    const request = { module: 'Contacts', recordId, fields: ['Phone'], purpose: 'treatment' as const };
    await expect(reveal(doctor, request)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(enterEmergency(org.operator, id)).rejects.toMatchObject({ reason: 'NOT_YOURS' });
    await expect(enterEmergency(org.admin, id)).rejects.toMatchObject({ reason: 'NOT_YOURS' });
  });

  test('shows nothing of a field that their profile hides, and finds no record by it', async () => {
    const hidden = await fieldIdOf(org, 'Contacts', 'Phone');
    const limited = { ...doctor, rights: { ...doctor.rights, fields: { [hidden]: 'hidden' as const } } };
    expect(await lookUp(limited, { text: PHONE })).toEqual([]);
    const { id } = await start(limited);
    const page = await enterEmergency(limited, id);
    expect(page?.record.values).toMatchObject({ Title: 'Zqtitle' });
    expect(JSON.stringify(page)).not.toMatch(/"Phone"|907-8526/);
    await expect(revealByEmergency(limited, { id, fields: ['Phone'] })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('is told at once to officers, administrators and the owner of the record, and not with a value', async () => {
    await start();
    expect(await noticesOf('emergency.started')).toEqual(['Ada Admin', 'Otto Officer']);
    expect(await noticesOf('emergency.of_yours')).toEqual(['Olga Operator']);
    const facts = await asOwner(org.orgId, (tx) => tx.sql`select facts from notices where org_id = ${tx.orgId}`);
    expect(JSON.stringify(facts)).not.toMatch(/Bell|room 4/);
  });

  test('is refused to whoever lacks the right, did not show anew who they are, or waits for a second person', async () => {
    for (const ctx of [org.admin, org.operator, org.officer]) {
      await expect(start(ctx)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(lookUp(ctx, { text: 'Bell' })).rejects.toMatchObject({ code: 'forbidden' });
    }
    const seated = { ...doctor, sessionId: newId(), freshUntilMs: clock.nowMs() - 1000 };
    await expect(start(seated)).rejects.toMatchObject({ reason: 'STEP_UP' });
    await expect(lookUp(seated, { text: 'Bell' })).rejects.toMatchObject({ reason: 'STEP_UP' });
    await asOwner(
      org.orgId,
      (tx) => tx.sql`update users set phi_suspended = true where org_id = ${tx.orgId} and id = ${doctor.actor.id}`,
    );
    await expect(start()).rejects.toMatchObject({ reason: 'ACCOUNT_WAITS' });
    expect((await eventsOf(org, 'emergency.start')).every(({ outcome }) => outcome === 'refused')).toBe(true);
  });

  test('names what is not right of the request', async () => {
    await expect(start(doctor, { minutes: 61 })).rejects.toMatchObject({ fields: { minutes: 'At most 60 minutes.' } });
    await expect(start(doctor, { note: ' ' })).rejects.toMatchObject({
      code: 'invalid',
      fields: { note: expect.any(String) },
    });
    await expect(start(doctor, { reason: 'curiosity' })).rejects.toMatchObject({
      fields: { reason: 'Choose a reason.' },
    });
    await expect(start(doctor, { recordId: newId() })).rejects.toMatchObject({ code: 'not_found' });
    await expect(lookUp(doctor, { text: 'x' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test('finds the record by its whole name, its number or a whole protected value, and each look-up is an event', async () => {
    for (const text of ['bell', recordId, PHONE]) {
      const found = await lookUp(doctor, { text });
      expect(found).toMatchObject([{ id: recordId, module: 'Contacts' }]);
    }
    expect(await lookUp(doctor, { text: 'bel' })).toEqual([]);
    expect((await eventsOf(org, 'emergency.look_up')).map(({ facts }) => facts.found)).toEqual([1, 1, 1, 0]);
  });
});

describe('its end', () => {
  test('comes by the person, and nothing is shown after it', async () => {
    const { id } = await start();
    await endEmergency(doctor, { id });
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'EMERGENCY_OVER' });
    await expect(revealByEmergency(doctor, { id, fields: ['Phone'] })).rejects.toMatchObject({
      reason: 'EMERGENCY_OVER',
    });
    await expect(endEmergency(doctor, { id })).rejects.toMatchObject({ code: 'conflict' });
    expect((await eventsOf(org, 'emergency.end')).at(-1)).toMatchObject({ subjectId: id, facts: { how: 'person' } });
  });

  test('comes by an officer at once, who is nobody else, and is told to the person', async () => {
    const { id } = await start();
    await expect(endEmergency(org.operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
    await endEmergency(org.officer, { id });
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'EMERGENCY_OVER' });
    expect(await noticesOf('emergency.ended_by')).toEqual(['Dora Doctor']);
  });

  test('comes by the clock alone, before anybody notes it; the worker’s note tells reviewers', async () => {
    const { id } = await start(doctor, { minutes: 5 });
    const later = new Date(clock.nowMs() + 6 * 60_000);
    await expect(inOrg(org.orgId, (tx) => assertInForce(tx, doctor, id, later.getTime()))).rejects.toMatchObject({
      reason: 'EMERGENCY_OVER',
    });
    await endElapsed(org.orgId, later);
    await endElapsed(org.orgId, later);
    const ends = await eventsOf(org, 'emergency.end');
    expect(ends.map(({ facts, outcome }) => ({ facts, outcome }))).toEqual([
      { facts: { how: 'time' }, outcome: 'done' },
    ]);
    expect(await noticesOf('emergency.ended')).toEqual(['Ada Admin', 'Otto Officer']);
  });

  test('comes with the right: without it, or with the account waiting, what is open shows nothing more', async () => {
    const { id } = await start();
    const without = { ...doctor, rights: STANDARD_PROFILES.Operator };
    await expect(enterEmergency(without, id)).rejects.toMatchObject({ code: 'forbidden' });
    await asOwner(
      org.orgId,
      (tx) => tx.sql`update users set phi_suspended = true where org_id = ${tx.orgId} and id = ${doctor.actor.id}`,
    );
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'ACCOUNT_WAITS' });
  });
});

describe('its review', () => {
  test('is somebody else’s, once, after the end; before it the person cannot use it again', async () => {
    const { id } = await start();
    const review = { id, verdict: 'justified' as const };
    await expect(signOffEmergency(org.officer, review)).rejects.toMatchObject({ code: 'conflict' });
    await endEmergency(doctor, { id });
    await expect(start()).rejects.toMatchObject({ reason: 'REVIEW_WAITS' });
    const both = { ...doctor, rights: { ...doctor.rights, org: ['emergencyAccess', 'readWholeLedger'] as const } };
    await expect(signOffEmergency(both, review)).rejects.toMatchObject({ reason: 'OWN_ACTS' });
    await expect(signOffEmergency(org.operator, review)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(signOffEmergency(org.officer, { id, verdict: 'not_justified' })).rejects.toMatchObject({
      fields: { note: 'Say why, in a few words.' },
    });
    await signOffEmergency(org.officer, review);
    await expect(signOffEmergency(org.officer, review)).rejects.toMatchObject({ code: 'conflict' });
    expect((await eventsOf(org, 'emergency.sign_off')).at(-2)).toMatchObject({
      subjectId: id,
      facts: { verdict: 'justified' },
    });
    expect(await noticesOf('emergency.signed_off')).toEqual(['Dora Doctor']);
    expect((await start()).id).not.toBe(id);
  });

  test('two at once of one person: one is given', async () => {
    const both = await Promise.allSettled([start(), start()]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('the page of it', () => {
  test('shows reviewers everybody’s and others their own; another organisation has none of it', async () => {
    const { id } = await start();
    await enterEmergency(doctor, id);
    const [own] = (await listEmergency(doctor)).grants;
    expect(own).toMatchObject({ id, isOwn: true, mayEnd: true, mayReview: false, isOver: false });
    expect((await listEmergency(org.officer)).grants).toMatchObject([{ id, isOwn: false, mayEnd: true }]);
    await expect(listEmergency(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(getGrant(org.operator, id)).rejects.toMatchObject({ code: 'forbidden' });
    const report = await getGrant(org.officer, id);
    expect(report.told).toBe(3);
    expect(report.events.map(({ action }) => action)).toEqual(['emergency.start', 'emergency.enter', 'record.view']);
    const stranger = await makeOrg();
    expect((await listEmergency(stranger.officer)).grants).toEqual([]);
    await expect(getGrant(stranger.officer, id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(endEmergency(stranger.officer, { id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(signOffEmergency(stranger.officer, { id, verdict: 'justified' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('a drill', () => {
  test('is given, told, entered, ended and reviewed as the real thing, and opens no record', async () => {
    const { id } = await startDrill(doctor);
    expect(await noticesOf('emergency.started')).toEqual(['Ada Admin', 'Otto Officer']);
    expect(await enterEmergency(doctor, id)).toBeNull();
    await expect(revealByEmergency(doctor, { id, fields: ['Phone'] })).rejects.toMatchObject({ code: 'conflict' });
    await expect(startDrill(doctor)).rejects.toMatchObject({ code: 'conflict' });
    await endEmergency(doctor, { id });
    await signOffEmergency(org.officer, { id, verdict: 'justified' });
    const { grant, events, told } = await getGrant(org.officer, id);
    expect({ told, drill: grant.drill, record: grant.record, verdict: grant.verdict }).toEqual({
      told: 2,
      drill: true,
      record: null,
      verdict: 'Justified',
    });
    const done = events.filter(({ outcome }) => outcome === 'done').map(({ action }) => action);
    expect(done).toEqual(['emergency.start', 'emergency.enter', 'emergency.end', 'emergency.sign_off']);
  });

  test('is an officer’s too, is refused to others, and keeps nobody from the real thing', async () => {
    await startDrill(org.officer);
    await expect(startDrill(org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await startDrill(doctor);
    await start();
  });
});

describe('a row that was changed by SQL', () => {
  test('prolonged it opens nothing, that is an event, and the person waits until an officer has looked', async () => {
    const { id } = await start();
    await setEnd(id, '1 day');
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'INTEGRITY' });
    await expect(revealByEmergency(doctor, { id, fields: ['Phone'] })).rejects.toMatchObject({ reason: 'INTEGRITY' });
    expect((await eventsOf(org, 'integrity.failed')).at(-1)).toMatchObject({ facts: { what: 'emergency' } });
    await endEmergency(org.officer, { id });
    await signOffEmergency(org.officer, { id, verdict: 'not_justified', note: 'Changed by hand' });
    expect((await eventsOf(org, 'emergency.sign_off')).at(-1)?.facts).toMatchObject({ changed_outside: true });
    await start();
  });

  test('put in it opens nothing', async () => {
    const id = newId();
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
      insert into emergency_grants (org_id, id, user_id, module, record_id, reason, drill, started_at, ends_at)
      values (${tx.orgId}, ${id}, ${doctor.actor.id}, 'Contacts', ${recordId}, 'other', false, now(), now() + interval '1 hour')`,
    );
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'INTEGRITY' });
  });

  test('called reviewed it lets nobody use it again, and its end is not taken back', async () => {
    const { id } = await start();
    await endEmergency(doctor, { id });
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
      update emergency_grants set verdict = 'justified', reviewed_by = 1, reviewed_at = now() where org_id = ${tx.orgId}`,
    );
    await expect(start()).rejects.toMatchObject({ reason: 'REVIEW_WAITS' });
    expect((await listEmergency(org.officer)).grants).toMatchObject([
      { id, isKept: false, mayReview: true, verdict: null },
    ]);
    await asOwner(
      org.orgId,
      (tx) => tx.sql`
      update emergency_grants set ended_at = null, ended_by = null, verdict = null, reviewed_by = null, reviewed_at = null
      where org_id = ${tx.orgId}`,
    );
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ reason: 'INTEGRITY' });
  });

  test('the app’s own role takes no end back, prolongs nothing, and changes nothing without an entry', async () => {
    const { id } = await start();
    const refused = (statement: string) =>
      expect(changeInOrg(org.orgId, 'with other changes', (tx) => tx.sql.unsafe(statement))).rejects.toThrow();
    await refused(`update emergency_grants set ends_at = ends_at + interval '1 day' where id = ${id}`);
    await refused(`delete from emergency_grants where id = ${id}`);
    await endEmergency(doctor, { id });
    await refused(`update emergency_grants set ended_at = null where id = ${id}`);
  });

  test('moved back in time it is over', async () => {
    const { id } = await start();
    await setEnd(id, '-2 hours');
    await expect(enterEmergency(doctor, id)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
