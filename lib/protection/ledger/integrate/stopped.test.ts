import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { restoreLedger } from '@/lib/admin/audit/restore';
import { setClock } from '@/lib/platform/clock';
import { inOrg } from '@/lib/platform/db/transaction';
import { env } from '@/lib/platform/env';
import { keysOf } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { endFindings } from '@/lib/ways-in/jobs/handlers/integrity';
import { appendEntries } from '../append';
import { signCheckpoint } from '../tree/checkpoint';
import { hashLeaf } from '../tree/hashes';
import { ledgerSigner, originOf } from '../tree/signer';
import { headOf } from '../tree/stored';
import { Asking } from './asking';
import { integrateAndPublish } from './integrator';
import { checkpointFolder, publish } from './published';
import { StoppedWatch } from './stopped';

let org: TestOrg;
const folder = () => checkpointFolder(env().DATA_DIR, org.orgId);

beforeEach(async () => {
  org = await makeOrg();
  await integrateAndPublish(org.orgId);
});
afterEach(() => {
  setClock();
  rmSync(folder(), { recursive: true, force: true });
});

const later = (minutes: number) => setClock(() => Date.now() + minutes * 60_000);
const told = async () => (await eventsOf(org.orgId, 'integrity.failed')).map(({ facts }) => facts.part);
const mended = async () => (await eventsOf(org.orgId, 'integrity.mended')).map(({ facts }) => facts.part);

test('an integrator that fails for a minute is told to officers, once; a database that is away is not', async () => {
  const watch = new StoppedWatch();
  const away = Object.assign(new Error('gone'), { code: 'CONNECTION_CLOSED' });
  const fail = async (error: Error) => {
    for (let n = 0; n < 3; n += 1) await watch.failed(org.orgId, error);
  };
  await fail(new Error('refused'));
  expect(await told()).toEqual([]);
  later(2);
  await watch.went(org.orgId);
  await fail(new Error('refused'));
  await fail(away);
  expect(await told()).toEqual([]);
  later(4);
  await fail(new Error('refused'));
  expect(await told()).toEqual(['stopped']);
  await integrateAndPublish(org.orgId);
  await endFindings(org.orgId);
  expect(await mended()).toEqual(['stopped']);
});

test('an entry past more marks of none than one step takes becomes a leaf, and the marks are told', async () => {
  await ownerSql()`
    insert into ledger_pending (org_id, entry_id) select ${org.orgId}, n from generate_series(1, 4100) as n`;
  await inOrg(org.orgId, async (tx) => appendEntries(tx, org.admin, [{ action: 'view.create' }], await keysOf(tx)));
  const before = await inOrg(org.orgId, headOf);
  await integrateAndPublish(org.orgId);
  expect((await inOrg(org.orgId, headOf))?.size).toBe((before?.size ?? 0) + 1);
  const watch = new StoppedWatch();
  await watch.went(org.orgId);
  expect(await told()).toEqual([]);
  later(11);
  await watch.went(org.orgId);
  expect(await told()).toEqual(['stopped']);
  await endFindings(org.orgId);
  expect(await mended()).toEqual([]);
});

test('a database that is behind is told each time it comes to be, and that it is over', async () => {
  const fall = async (incarnation: number) => {
    const signer = await inOrg(org.orgId, async (tx) => ledgerSigner(await keysOf(tx)));
    const of = { origin: originOf(org.orgId), size: 1_000_000, root: hashLeaf('x'), state: hashLeaf('s') };
    await publish(folder(), signCheckpoint({ ...of, incarnation }, signer));
    for (let n = 0; n < 2; n += 1) await integrateAndPublish(org.orgId);
    await endFindings(org.orgId);
  };
  await fall(1);
  expect(await told()).toEqual(['behind']);
  await restoreLedger(org.admin, 'the disk had failed');
  expect(await mended()).toEqual(['behind']);
  await fall(2);
  expect(await told()).toEqual(['behind', 'behind']);
  rmSync(folder(), { recursive: true });
  await integrateAndPublish(org.orgId);
  await endFindings(org.orgId);
  expect(await mended()).toEqual(['behind', 'behind']);
});

test('a checkpoint that came while witnesses were asked for another is asked for after it', async () => {
  const asked: string[] = [];
  const cosign = async (_: string, note: string) => {
    asked.push(note);
    return { note: null, diverged: false };
  };
  const asking = new Asking(cosign, new AbortController().signal, (error) => {
    throw error;
  });
  for (const note of ['one', 'two', 'three']) asking.ask(org.orgId, folder(), note);
  await asking.ended();
  expect(asked).toEqual(['one', 'three']);
});
