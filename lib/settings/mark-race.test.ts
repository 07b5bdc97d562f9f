import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { newId } from '../ids';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { createRecord } from '../records/create';
import { insertRecords } from '../records/insert';
import { prepareRecord } from '../records/prepare';
import { addFields, makeHealthOrg } from '../testing/health-org';
import { expectNowhereInDatabase } from '../testing/matchers';
import { markField } from './mark-field';

test('a write that began before the mark leaves no clear value behind it', async () => {
  const org = await makeHealthOrg();
  const [fieldId = ''] = await addFields(org, 'Contacts', ['SSN']);
  const steps = { read: () => {}, goOn: () => {} };
  const hasRead = new Promise<void>((resolve) => {
    steps.read = resolve;
  });
  const gate = new Promise<void>((resolve) => {
    steps.goOn = resolve;
  });
  const writing = mutate(org.operator, 'record.create', async (tx) => {
    const module = getModule(await metadataOf(tx), 'Contacts');
    steps.read();
    await gate;
    const record = prepareRecord(module, newId(), { Last_Name: 'Doe', SSN: '999-88-1111' }, await keysOf(tx));
    const options = { ownerId: org.operator.actor.id, source: 'screen' as const, at: new Date() };
    return {
      value: null,
      writes: [insertRecords(tx, org.operator, module, [record], options)],
      entries: [{ action: 'record.create', module: 'Contacts', recordId: record.id }],
    };
  });
  await hasRead;
  const marking = markField(org.admin, { module: 'Contacts', fieldId, encrypt: true });
  // Long enough for the mark to be done, if nothing makes it wait.
  await Promise.race([marking, wait(500)]);
  steps.goOn();
  await Promise.all([writing, marking]);
  await expectNowhereInDatabase(['999-88-1111']);
});

test('many writers and a mark at the same moment: no clear value stays, and every record keeps its value', async () => {
  const org = await makeHealthOrg();
  const [fieldId = ''] = await addFields(org, 'Contacts', ['SSN']);
  const values = Array.from({ length: 60 }, (_, n) => `888-77-${1000 + n}`);
  const write = (SSN: string) => createRecord(org.operator, { module: 'Contacts', values: { Last_Name: 'Doe', SSN } });
  const results = await Promise.allSettled([
    ...values.slice(0, 30).map(write),
    markField(org.admin, { module: 'Contacts', fieldId, encrypt: true }),
    ...values.slice(30).map(write),
  ]);
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  await expectNowhereInDatabase(values);
});
