import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { attachFile } from '@/lib/crm/attachments/attach';
import { createRecord } from '@/lib/crm/records/create';
import { deleteRecords, purgeRecords } from '@/lib/crm/records/recycle';
import { inOrg } from '@/lib/platform/db/transaction';
import { filesFolder, hasFile, writeSealedFile } from '@/lib/platform/files/store';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg } from '@/lib/tools/testing/factories';
import { type DoorClient, openWidget, startAtDoor, upload } from '@/lib/tools/testing/widget';
import { expireFiles } from './expire-files';

const bytes = () => Readable.from([Buffer.from('a scan')]);

test('removes files that no row names, a day after they were written, and no others', async () => {
  const { orgId, operator } = await makeOrg();
  const { id: recordId } = await createRecord(operator, { module: 'Leads', values: { Last_Name: 'Reynolds' } });
  const attached = await attachFile(operator, { module: 'Leads', recordId, fileName: 'scan.txt', source: bytes() });
  const orphan = newId();
  await writeSealedFile(await inOrg(orgId, keysOf), { orgId, fileId: orphan }, bytes());
  for (const id of [attached.id, orphan]) await utimes(join(filesFolder(), orgId, id), 0, 0);

  await expireFiles(new Date());
  expect(await hasFile({ orgId, fileId: orphan })).toBe(false);
  expect(await hasFile({ orgId, fileId: attached.id })).toBe(true);

  await deleteRecords(operator, { module: 'Leads', ids: [recordId] });
  await purgeRecords(operator, { module: 'Leads', ids: [recordId] });
  expect(await hasFile({ orgId, fileId: attached.id })).toBe(false);
});

test('keeps the files of a conversation for as long as the conversation has its key', async () => {
  const org = await makeOrg();
  const visitor = await openWidget(org);
  const conversationId = await startAtDoor(visitor);
  const [kept, gone] = [await attachOne(visitor, conversationId), await attachOne(visitor, conversationId)];
  await expireFiles(new Date());
  expect(await hasFile({ orgId: org.orgId, fileId: kept })).toBe(true);
  await ownerSql()`delete from chat_files where id = ${gone}`;
  await expireFiles(new Date());
  expect(await hasFile({ orgId: org.orgId, fileId: gone })).toBe(false);
  expect(await hasFile({ orgId: org.orgId, fileId: kept })).toBe(true);
  await ownerSql()`update chat_conversations set wrapped_key = null where id = ${conversationId}`;
  await expireFiles(new Date());
  expect(await hasFile({ orgId: org.orgId, fileId: kept })).toBe(false);
});

async function attachOne(visitor: DoorClient, conversationId: Id): Promise<Id> {
  const { body } = await upload(visitor, conversationId, 'a list', { name: 'list.txt' });
  await utimes(join(filesFolder(), visitor.brand.split('-')[0] ?? '', body.fileId), 0, 0);
  return body.fileId;
}
