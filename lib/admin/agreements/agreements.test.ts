import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { stopApproval } from '@/lib/people/approvals/decide';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { coveringAgreements } from '@/lib/protection/agreements/covering';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';
import { createAgreement } from './create';
import { askForForce } from './enter-force';
import { getAgreement } from './get';
import { markSigned } from './mark-signed';
import { listAgreements, listConnectionChoices } from './queries';
import type { NewAgreement } from './schemas';
import {
  agreementInput,
  askedOf,
  confirmAsked,
  coveredBy,
  coverOf,
  makeConnection,
  makeInForce,
  readConnection,
  sign,
  type TestConnection,
  upload,
} from './testing/agreements';
import { updateAgreement } from './update';
import { withdrawAgreement } from './withdraw';

let org: TestOrg;
let connection: TestConnection;

beforeAll(async () => {
  org = await makeOrg();
});
beforeEach(async () => {
  connection = await makeConnection(org);
});

const create = (given: Partial<NewAgreement> = {}) =>
  createAgreement(org.admin, agreementInput({ covers: [coverOf(connection)], ...given }));
const change = (agreementId: Id, given: Partial<NewAgreement>, ctx = org.admin) =>
  updateAgreement(ctx, { ...agreementInput({ covers: [coverOf(connection)], ...given }), agreementId });
const inForce = (given: Partial<NewAgreement> = {}) => makeInForce(org, { covers: [coverOf(connection)], ...given });
const events = async (id: Id, action: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === id);
const statusOf = async (id: Id) => (await getAgreement(org.officer, id)).status;

describe('an agreement', () => {
  test('begins as a draft that covers nothing; adding it is an event', async () => {
    const { id } = await create({ endsOn: '2027-12-31' });
    expect(await statusOf(id)).toBe('draft');
    expect(await coveredBy(org, connection)).toBeUndefined();
    const [event] = await events(id, 'agreement.create');
    expect(event?.facts).toMatchObject({ party: 'Lists Inc.', kind: 'business_associate' });
    expect(event?.facts.what).toBe(`List ${connection.id} (https://lists.example); until 2027-12-31`);
  });

  test('signed by both, covers nothing until a second person has confirmed it', async () => {
    const { id } = await create();
    expect(await sign(org.admin, id)).toEqual({ waits: true });
    expect(await statusOf(id)).toBe('waits');
    expect(await coveredBy(org, connection)).toBeUndefined();
    await expect(confirmAsked(org, id, org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmAsked(org, id);
    expect(await statusOf(id)).toBe('in_force');
    expect(await coveredBy(org, connection)).toBe(id);
    expect(await events(id, 'agreement.enter_force')).toMatchObject([
      { outcome: 'done', actorId: org.officer.actor.id },
    ]);
  });

  test('is in force at once where nobody else could confirm it', async () => {
    const alone = await makeOrg();
    await ownerSql()`update users set active = false where org_id = ${alone.orgId} and id <> ${alone.administratorId}`;
    const own = await makeConnection(alone);
    const { id } = await createAgreement(alone.admin, agreementInput({ covers: [coverOf(own)] }));
    expect(await sign(alone.admin, id)).toEqual({ waits: false });
    expect(await coveredBy(alone, own)).toBe(id);
  });

  test('that a second person stopped covers nothing, and can be asked for once more', async () => {
    const { id } = await create();
    await sign(org.admin, id);
    const [asked = ''] = await askedOf(org, id);
    await stopApproval(org.officer, { id: asked }, APPROVAL_HANDLERS);
    expect(await statusOf(id)).toBe('stopped');
    expect(await askForForce(org.admin, { agreementId: id })).toEqual({ waits: true });
    expect(await askForForce(org.admin, { agreementId: id })).toEqual({ waits: true });
    expect(await askedOf(org, id)).toHaveLength(1);
    await confirmAsked(org, id);
    expect(await coveredBy(org, connection)).toBe(id);
  });

  test('covers a connection at the address that was agreed on, and at no other', async () => {
    const id = await inForce();
    expect(await coveredBy(org, connection)).toBe(id);
    for (const other of [
      { address: 'https://lists.example.evil.example/api' },
      { address: 'https://lists.example/another-customer' },
      { settings: { list: 'another' } },
      { credentials: Buffer.from('of another account') },
    ])
      expect(await coveredBy(org, { ...connection, ...other }), Object.keys(other)[0]).toBeUndefined();
    expect(await coveredBy(org, { ...connection, address: 'http://lists.example/api' })).toBeUndefined();
  });

  test('covers on its first and its last day, and neither before nor after', async () => {
    const id = await inForce({ startsOn: '2026-03-01', endsOn: '2026-08-31' });
    const on = (time: string) => coveredBy(org, connection, new Date(time));
    expect(await on('2026-02-28T23:59:59.999Z')).toBeUndefined();
    expect(await on('2026-03-01T00:00:00.000Z')).toBe(id);
    expect(await on('2026-08-31T23:59:59.999Z')).toBe(id);
    expect(await on('2026-09-01T00:00:00.000Z')).toBeUndefined();
  });
});

describe('a change', () => {
  test('of a draft is free, and an event with the fields', async () => {
    const { id } = await create();
    expect(await change(id, { party: 'Other Inc.', endsOn: '2028-01-01' })).toEqual({ waits: false });
    expect(await getAgreement(org.admin, id)).toMatchObject({ party: 'Other Inc.', endsOn: '2028-01-01' });
    expect((await events(id, 'agreement.update'))[0]?.fields).toEqual(['party', 'endsOn']);
    expect(await change(id, { party: 'Other Inc.', endsOn: '2028-01-01' })).toEqual({ waits: false });
    expect(await events(id, 'agreement.update')).toHaveLength(1);
  });

  test('that closes a door is in force at once, and needs nobody', async () => {
    const id = await inForce({ endsOn: '2030-01-01' });
    expect(await change(id, { endsOn: '2029-01-01' })).toEqual({ waits: false });
    expect((await getAgreement(org.admin, id)).endsOn).toBe('2029-01-01');
    expect(await change(id, { endsOn: '2029-01-01', covers: [] })).toEqual({ waits: false });
    expect(await coveredBy(org, connection)).toBeUndefined();
  });

  test('that opens one more door leaves the others open and waits for a second person', async () => {
    const id = await inForce();
    const other = await makeConnection(org, 'https://other.example');
    expect(await change(id, { covers: [coverOf(connection), coverOf(other)] })).toEqual({ waits: true });
    expect(await statusOf(id)).toBe('widening');
    expect([await coveredBy(org, connection), await coveredBy(org, other)]).toEqual([id, undefined]);
    await confirmAsked(org, id);
    expect([await coveredBy(org, connection), await coveredBy(org, other)]).toEqual([id, id]);
  });

  test('that prolongs waits for a second person, also after the end', async () => {
    const id = await inForce({ endsOn: '2026-08-31' });
    const later = new Date('2026-09-02T00:00:00Z');
    expect(await change(id, { endsOn: '2027-08-31' })).toEqual({ waits: true });
    expect(await coveredBy(org, connection, later)).toBeUndefined();
    await confirmAsked(org, id);
    expect(await coveredBy(org, connection, later)).toBe(id);
  });

  test('takes the place of one that waits: what was asked before is confirmed by nobody any more', async () => {
    const id = await inForce();
    const other = await makeConnection(org, 'https://other.example');
    await change(id, { covers: [coverOf(connection), coverOf(other)] });
    const [first = ''] = await askedOf(org, id);
    await change(id, { covers: [coverOf(other)] });
    expect(await coveredBy(org, connection)).toBeUndefined();
    expect(await askedOf(org, id)).not.toContain(first);
    await confirmAsked(org, id);
    expect([await coveredBy(org, connection), await coveredBy(org, other)]).toEqual([undefined, id]);
    // Back to what is in force: nothing waits any more.
    await change(id, { covers: [coverOf(other), coverOf(connection)] });
    await change(id, { covers: [coverOf(other)] });
    expect(await askedOf(org, id)).toEqual([]);
  });

  test('of what was signed is refused by its name; whom to ask may change', async () => {
    const id = await inForce();
    await expect(change(id, { party: 'Somebody else' })).rejects.toMatchObject({ fields: { party: 'was signed' } });
    expect(await change(id, { contactName: 'New Name', renewal: 'Yearly' })).toEqual({ waits: false });
    expect(await coveredBy(org, connection)).toBe(id);
  });

  test('to a new address of a connection is chosen with open eyes: another than the one shown is refused', async () => {
    const { id } = await create();
    await ownerSql()`update app_connections set address = 'https://moved.example' where id = ${connection.id}`;
    expect(await change(id, { renewal: 'Yearly' })).toEqual({ waits: false });
    expect((await getAgreement(org.admin, id)).covers).toMatchObject([
      { place: 'https://lists.example', problem: 'moved' },
    ]);
    const seen = { ...coverOf(connection), destination: 'https://elsewhere.example' };
    await expect(change(id, { covers: [seen] })).rejects.toMatchObject({ fields: { covers: expect.any(String) } });
    await change(id, { covers: [coverOf(await readConnection(org, connection.id))] });
    expect((await getAgreement(org.admin, id)).covers).toMatchObject([{ problem: null }]);
  });
});

describe('withdrawn', () => {
  test('it covers nothing from the next transaction on, and nothing brings it back', async () => {
    const id = await inForce();
    const told = await inOrg(org.orgId, async (tx) => {
      const before = (await coveringAgreements(tx, [connection])).size;
      await withdrawAgreement(org.officer, { agreementId: id });
      return [before, (await coveringAgreements(tx, [connection])).size];
    });
    expect(told).toEqual([1, 0]);
    expect(await coveredBy(org, connection)).toBeUndefined();
    expect(await events(id, 'agreement.withdraw')).toMatchObject([{ actorId: org.officer.actor.id }]);
    await withdrawAgreement(org.officer, { agreementId: id });
    expect(await events(id, 'agreement.withdraw')).toHaveLength(1);
    for (const act of [
      () => change(id, {}),
      () => sign(org.admin, id),
      () => askForForce(org.admin, { agreementId: id }),
    ]) {
      await expect(act()).rejects.toMatchObject({ code: 'conflict' });
    }
  });

  test('while a second person is asked, it cannot be confirmed any more', async () => {
    const { id } = await create();
    await sign(org.admin, id);
    const [asked] = await askedOf(org, id);
    await withdrawAgreement(org.admin, { agreementId: id });
    expect(await askedOf(org, id)).toEqual([]);
    expect((await eventsOf(org.orgId, 'approval.stop')).map(({ facts }) => facts.approval)).toContain(asked);
    expect(await coveredBy(org, connection)).toBeUndefined();
  });

  test('it says what stops: what no other agreement covers', async () => {
    const second = await makeConnection(org, 'https://other.example');
    const id = await inForce({ covers: [coverOf(connection), coverOf(second), { service: 'mail_relay' }] });
    await inForce({ covers: [coverOf(second)] });
    expect((await getAgreement(org.admin, id)).onlyThis).toEqual([`List ${connection.id}`, 'the mail relay']);
  });
});

describe('by SQL alone', () => {
  const tamperings: [string, (id: Id) => Promise<unknown>][] = [
    [
      'signed and put in force',
      (id) => ownerSql()`update agreements set state = 'signed', in_force_at = now() where id = ${id}`,
    ],
    [
      'given another connection',
      (id) => ownerSql()`
      update agreement_covers set destination = 'https://evil.example' where agreement_id = ${id}`,
    ],
  ];
  test.each(tamperings)('%s, it covers nothing, and no verb makes it count', async (_, tamper) => {
    const { id } = await create();
    await tamper(id);
    expect(await coveredBy(org, connection)).toBeUndefined();
    expect(await statusOf(id)).toBe('changed');
    await expect(change(id, { renewal: 'Yearly' })).rejects.toMatchObject({ code: 'conflict' });
    await expect(sign(org.admin, id)).rejects.toMatchObject({ code: 'conflict' });
    await withdrawAgreement(org.admin, { agreementId: id });
    expect(await statusOf(id)).toBe('withdrawn');
    expect(await coveredBy(org, connection)).toBeUndefined();
    expect((await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.what)).toContain('agreement');
  });
});

describe('who may', () => {
  test('officers as well as administrators, and nobody else: each try is an event', async () => {
    const { id } = await createAgreement(org.officer, agreementInput());
    expect((await listAgreements(org.admin)).map((row) => row.id)).toContain(id);
    const { id: fileId } = await upload(org.officer, id, 'signed');
    const refused = { code: 'forbidden' };
    const { operator } = org;
    await expect(createAgreement(operator, agreementInput())).rejects.toMatchObject(refused);
    await expect(change(id, {}, operator)).rejects.toMatchObject(refused);
    await expect(upload(operator, id, 'signed')).rejects.toMatchObject(refused);
    await expect(markSigned(operator, { agreementId: id, fileId, signedOn: '2026-01-01' })).rejects.toMatchObject(
      refused,
    );
    await expect(askForForce(operator, { agreementId: id })).rejects.toMatchObject(refused);
    await expect(withdrawAgreement(operator, { agreementId: id })).rejects.toMatchObject(refused);
    await expect(listAgreements(operator)).rejects.toMatchObject(refused);
    await expect(getAgreement(operator, id)).rejects.toMatchObject(refused);
    await expect(listConnectionChoices(operator)).rejects.toMatchObject(refused);
    const outcomes = (await events(id, 'agreement.withdraw')).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(['refused']);
  });

  test('not another org, which sees nothing of it and cannot name its connections', async () => {
    const { id } = await create();
    const stranger = await makeOrg();
    const missing = { code: 'not_found' };
    expect(await listAgreements(stranger.admin)).toEqual([]);
    expect(await listConnectionChoices(stranger.admin)).toEqual([]);
    await expect(getAgreement(stranger.admin, id)).rejects.toMatchObject(missing);
    await expect(change(id, {}, stranger.admin)).rejects.toMatchObject(missing);
    await expect(withdrawAgreement(stranger.admin, { agreementId: id })).rejects.toMatchObject(missing);
    await expect(upload(stranger.admin, id, 'signed')).rejects.toMatchObject(missing);
    await expect(
      createAgreement(stranger.admin, agreementInput({ covers: [coverOf(connection)] })),
    ).rejects.toMatchObject({ fields: { covers: expect.any(String) } });
  });
});

test.each([
  ['an empty party', { party: ' ' }, 'party'],
  ['a party of two lines', { party: 'Two\nlines' }, 'party'],
  ['an address that is none', { contactEmail: 'nobody' }, 'contactEmail'],
  ['a kind that is none', { kind: 'friend' as never }, 'kind'],
  ['a day that is none', { startsOn: '2026-02-30' }, 'startsOn'],
  ['an end before the beginning', { endsOn: '2025-12-31' }, 'endsOn'],
  ['a service that is called as connections are', { covers: [{ service: 'Connection' }] }, 'covers.0.service'],
  ['a service without a name', { covers: [{ service: '' }] }, 'covers.0.service'],
  ['too many services', { covers: Array.from({ length: 101 }, (_, n) => ({ service: `s${n}` })) }, 'covers'],
])('%s is refused by its name', async (_, given, field) => {
  await expect(create(given)).rejects.toMatchObject({ code: 'invalid', fields: { [field]: expect.any(String) } });
});

test('a day of signing that has not come, and a paper that is not a signed one, are refused', async () => {
  const { id } = await create();
  const { id: document } = await upload(org.admin, id, 'document');
  await expect(
    markSigned(org.admin, { agreementId: id, fileId: document, signedOn: '2026-01-01' }),
  ).rejects.toMatchObject({ code: 'not_found' });
  await expect(
    markSigned(org.admin, { agreementId: id, fileId: document, signedOn: '2999-01-01' }),
  ).rejects.toMatchObject({ fields: { signedOn: expect.any(String) } });
});
