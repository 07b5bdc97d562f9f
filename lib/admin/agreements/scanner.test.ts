/** Whether a file may go to a scanner outside one's own network (`lib/platform/files/clamd.ts` asks). */
import { beforeEach, expect, test } from 'vitest';
import { setHipaaEnabled } from '@/lib/admin/settings/compliance/set-hipaa-enabled';
import { mayBeScannedOutside } from '@/lib/protection/agreements/scanner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { makeHealthOrg } from '@/lib/tools/testing/health-org';
import { makeInForce } from './testing/agreements';
import { withdrawAgreement } from './withdraw';

let org: TestOrg;
beforeEach(async () => {
  org = await makeHealthOrg();
});
const may = () => mayBeScannedOutside(org.orgId);

test('only while an agreement in force covers the scanner', async () => {
  expect(await may()).toBe(false);
  await makeInForce(org, { covers: [{ service: 'mail_relay' }] });
  expect(await may()).toBe(false);
  const agreementId = await makeInForce(org, { covers: [{ service: 'file_scanner' }] });
  expect(await may()).toBe(true);
  await withdrawAgreement(org.admin, { agreementId });
  expect(await may()).toBe(false);
});

test('not by an agreement that SQL widened', async () => {
  const id = await makeInForce(org, { covers: [{ service: 'mail_relay' }] });
  await ownerSql()`update agreement_covers set service = 'file_scanner' where agreement_id = ${id}`;
  expect(await may()).toBe(false);
});

test('not when HIPAA was switched off, until a second person has confirmed that', async () => {
  await setHipaaEnabled(org.admin, { enabled: false, confirmation: (await org.metadata()).orgName });
  expect(await may()).toBe(false);
});

test('always where no health data is kept by one’s own word', async () => {
  expect(await mayBeScannedOutside((await makeOrg()).orgId)).toBe(true);
});
