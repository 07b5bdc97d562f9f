import { rmSync } from 'node:fs';
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { env } from '@/lib/platform/env';
import { integrateOrg } from '@/lib/protection/ledger/integrate/integrate';
import { checkpointFolder, publish } from '@/lib/protection/ledger/integrate/published';
import { cosigner, signatureLine } from '@/lib/protection/ledger/tree/note';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { coveredOutside } from './covered-outside';

let org: TestOrg;
let note: string;
let size: number;

const folder = () => checkpointFolder(env().DATA_DIR, org.orgId);
const witness = cosigner('witness.example', Buffer.alloc(32, 2), () => 1_700_000_000);
const witnessed = () => note + signatureLine(note.slice(0, note.lastIndexOf('\n\n') + 1), witness);

beforeAll(async () => {
  org = await makeOrg();
  const integrated = await integrateOrg(org.orgId);
  note = integrated?.note ?? '';
  size = integrated?.checkpoint.size ?? 0;
});

beforeEach(() => {
  rmSync(folder(), { recursive: true, force: true });
  env().LEDGER_WITNESSES = undefined;
});

test('what was not published is not covered, and what was is', async () => {
  expect(await coveredOutside(org.orgId)).toBe(0);
  await publish(folder(), note);
  expect(await coveredOutside(org.orgId)).toBe(size);
});

test('where witnesses are set up, only what they signed is covered', async () => {
  env().LEDGER_WITNESSES = `http://127.0.0.1:1/ ${witness.vkey}`;
  try {
    await publish(folder(), note);
    expect(await coveredOutside(org.orgId)).toBe(0);
    await publish(folder(), witnessed());
    expect(await coveredOutside(org.orgId)).toBe(size);
  } finally {
    env().LEDGER_WITNESSES = undefined;
  }
});

test('another ledger’s checkpoint covers nothing', async () => {
  const other = await makeOrg();
  await publish(folder(), (await integrateOrg(other.orgId))?.note ?? '');
  expect(await coveredOutside(org.orgId)).toBe(0);
});
