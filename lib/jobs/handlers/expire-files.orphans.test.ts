import { utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { attachFile } from '../../attachments/attach';
import { inOrg } from '../../db/transaction';
import { filesFolder, hasFile, writeSealedFile } from '../../files/store';
import { newId } from '../../ids';
import { keysOf } from '../../org-keys';
import { createRecord } from '../../records/create';
import { deleteRecords, purgeRecords } from '../../records/recycle';
import { makeOrg } from '../../testing/factories';
import { expireFiles } from './expire-files';

const bytes = () => Readable.from([Buffer.from('a scan')]);

it('removes files that no row names, a day after they were written, and no others', async () => {
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
