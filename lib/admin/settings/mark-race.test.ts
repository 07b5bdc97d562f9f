import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { createRecord } from '@/lib/crm/records/create';
import { insertRecords } from '@/lib/crm/records/insert';
import { prepareRecord } from '@/lib/crm/records/prepare';
import { LONGEST } from '@/lib/crm/records/tokens';
import { newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mutate } from '@/lib/protection/mutate';
import { addFields, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
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
    const making = { keys: await keysOf(tx), bits: LONGEST };
    const record = prepareRecord(module, newId(), { Last_Name: 'Doe', SSN: '999-88-1111' }, making);
    const by = org.operator.actor.id;
    const options = { ownerId: by, source: 'screen' as const, at: new Date(), by };
    return {
      value: null,
      writes: [insertRecords(tx, module, [record], options)],
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
