/** What closes a door in one process is in force in another with its next request: nothing is remembered there. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { withdrawAgreement } from '@/lib/admin/agreements/withdraw';
import { setRestriction } from '@/lib/admin/settings/compliance/set-restriction';
import { markField } from '@/lib/admin/settings/mark-field';
import type { Id } from '@/lib/platform/ids';
import type { TestOrg } from '@/lib/tools/testing/factories';
import { addContact, fieldIdOf, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { pauseConnection, resumeConnection } from '../connections/set-state';
import { connectHook, coverConnection } from '../testing/connected';
import { type Hook, startHook } from '../testing/hook';
import type { ToldSender } from '../testing/sender-process';

let other: ChildProcess;
let hook: Hook;
let org: TestOrg;
let id: Id;
beforeAll(async () => {
  hook = await startHook();
  other = spawn(process.execPath, ['--import', 'tsx', 'lib/apps/testing/sender-process.ts'], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  await once(other, 'message');
});
afterAll(async () => {
  other.kill();
  await hook.close();
});

beforeEach(async () => {
  org = await makeHealthOrg();
  const fieldId = await fieldIdOf(org, 'Contacts', 'Phone');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  id = await connectHook(org, hook.address);
});

/** Of a new contact, sent by the other process. @returns the number as it went; undefined: it stayed here */
async function phoneThatGoes(told: Pick<ToldSender, 'atMs'> = {}): Promise<unknown> {
  await addContact(org, { Phone: '555-0100' });
  hook.received.length = 0;
  other.send({ orgId: org.orgId, connectionId: id, ...told } satisfies ToldSender);
  const [{ settled }] = await once(other, 'message');
  expect([hook.received.length, settled]).toEqual([1, 1]);
  return hook.received[0]?.values.Phone;
}

test('an agreement that is withdrawn here', async () => {
  expect(await phoneThatGoes()).toBeUndefined();
  const agreementId = await coverConnection(org, id);
  expect(await phoneThatGoes()).toBe('555-0100');
  await withdrawAgreement(org.admin, { agreementId });
  expect(await phoneThatGoes()).toBeUndefined();
});

test('an agreement whose last day passes there', async () => {
  await coverConnection(org, id, new Date().toISOString().slice(0, 10));
  const lastMs = new Date().setUTCHours(23, 59, 59, 999);
  expect(await phoneThatGoes({ atMs: lastMs })).toBe('555-0100');
  expect(await phoneThatGoes({ atMs: lastMs + 1 })).toBeUndefined();
});

test('a switch that is turned here', async () => {
  await coverConnection(org, id);
  expect(await phoneThatGoes()).toBe('555-0100');
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  expect(await phoneThatGoes()).toBeUndefined();
});

test('a field that is marked here', async () => {
  await coverConnection(org, id);
  await setRestriction(org.admin, { door: 'third_party', restricted: true });
  await phoneThatGoes();
  expect(hook.received[0]?.values).toHaveProperty('Email');
  const fieldId = await fieldIdOf(org, 'Contacts', 'Email');
  await markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  await phoneThatGoes();
  expect(hook.received[0]?.values).not.toHaveProperty('Email');
});

test('a connection that is paused here', async () => {
  await pauseConnection(org.admin, { id });
  await addContact(org, {});
  hook.received.length = 0;
  other.send({ orgId: org.orgId, connectionId: id } satisfies ToldSender);
  expect(await once(other, 'message')).toEqual([{ settled: 0 }, undefined]);
  expect(hook.received).toEqual([]);
  await resumeConnection(org.admin, { id });
});
