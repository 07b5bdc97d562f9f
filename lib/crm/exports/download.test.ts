import { readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { beginJob, finishJob } from '@/lib/platform/background/life';
import { startJob } from '@/lib/platform/background/start';
import { inOrg } from '@/lib/platform/db/transaction';
import { filesFolder, writeSealedFile } from '@/lib/platform/files/store';
import { keysOf } from '@/lib/platform/org-keys';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { makeOrg } from '@/lib/tools/testing/factories';
import { downloadExport } from './download';

const isOpen = (path: string) =>
  readdirSync('/proc/self/fd').some((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`).endsWith(path);
    } catch {
      return false;
    }
  });

test.runIf(process.platform === 'linux')('a download that is broken off closes its file', async () => {
  const org = await makeOrg();
  const jobId = await asOwner(org.orgId, (tx) => startJob(tx, org.officer, { kind: 'audit_export', params: {} }));
  await beginJob(org.orgId, jobId);
  const keys = await inOrg(org.orgId, keysOf);
  const parts = Array.from({ length: 100 }, () => Buffer.alloc(100_000));
  await writeSealedFile(keys, { orgId: org.orgId, fileId: jobId }, Readable.from(parts));
  await asOwner(org.orgId, (tx) => finishJob(tx, jobId, { result: {}, expiresAt: new Date(Date.now() + 60_000) }));

  const { content } = await downloadExport(org.officer, jobId);
  const reader = Readable.toWeb(content).getReader();
  await reader.read();
  const path = join(filesFolder(), org.orgId, jobId);
  expect(isOpen(path)).toBe(true);
  await reader.cancel();
  for (let tries = 0; tries < 12_000 && isOpen(path); tries += 1) await wait(50);
  expect(isOpen(path)).toBe(false);
});
