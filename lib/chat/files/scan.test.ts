/**
 * What the scanner says decides. Runs against the real clamd where it is installed (apt-get install clamav-daemon), and
 * always against a server that answers as clamd documents.
 */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { filesFolder } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { hasClamd, INFECTED, startClamd, startProtocol, type TestScanner } from '@/lib/tools/testing/clamd';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { type DoorClient, get, openWidget, startAtDoor, upload } from '@/lib/tools/testing/widget';

const { socket, folder } = vi.hoisted(() => {
  const place = { socket: `${process.env.DATA_DIR}/clamd.sock`, folder: `${process.env.DATA_DIR}/clamd` };
  process.env.CLAMD_SOCKET = place.socket;
  return place;
});

let org: TestOrg;
let visitor: DoorClient;
let id: Id;
beforeAll(async () => {
  org = await makeOrg();
  visitor = await openWidget(org);
  id = await startAtDoor(visitor);
});

const scanners: [string, () => Promise<TestScanner>][] = [
  ['a server that speaks as clamd', () => startProtocol(socket)],
  ...(hasClamd ? [['clamd', () => startClamd(socket, folder)] as [string, () => Promise<TestScanner>]] : []),
];

describe.each(scanners)('%s', (_, start) => {
  let scanner: TestScanner;
  beforeAll(async () => {
    scanner = await start();
  });
  afterAll(() => scanner.stop());

  test('lets a clean file through', async () => {
    const sent = await upload(visitor, id, 'my list '.repeat(50_000), { name: 'a.txt' });
    expect(sent.status).toBe(201);
    expect((await get(visitor, `conversations/${id}/files/${sent.body.fileId}`)).status).toBe(200);
    const [row] = await ownerSql()`select state, scanned_by from chat_files where id = ${sent.body.fileId}`;
    expect(row).toEqual({ state: 'clean', scanned_by: 'clamd' });
  });

  test('has an infected one kept locked away: shown as that, to nobody for download', async () => {
    const sent = await upload(visitor, id, `${'x'.repeat(200_000)}${INFECTED}`, { name: 'a.txt' });
    expect(sent.status).toBe(201);
    const { body } = await get(visitor, `conversations/${id}/changes`);
    expect(body.messages.at(-1).file).toMatchObject({ id: sent.body.fileId, state: 'quarantined' });
    expect((await get(visitor, `conversations/${id}/files/${sent.body.fileId}`)).status).toBe(403);
    const events = await eventsOf(org.orgId, 'conversation.attach');
    expect(events.at(-1)?.facts).toMatchObject({ fileId: sent.body.fileId, state: 'quarantined' });
  });
});

test.runIf(hasClamd)('a file that clamd stops reading is not taken for clean', async () => {
  const scanner = await startClamd(socket, folder);
  try {
    // Over its StreamMaxLength of 3 MB.
    const before = await readdir(join(filesFolder(), org.orgId));
    const { status } = await upload(visitor, id, 'x'.repeat(8_000_000), { name: 'a.txt' });
    // What it said on hanging up may be lost on the way.
    expect([413, 500]).toContain(status);
    expect(await readdir(join(filesFolder(), org.orgId))).toEqual(before);
  } finally {
    await scanner.stop();
  }
});

test('while the scanner is away no file is taken, and a sentence says so', async () => {
  const before = await readdir(join(filesFolder(), org.orgId));
  expect(await upload(visitor, id, 'my list', { name: 'a.txt' })).toMatchObject(AWAY);
  expect(await readdir(join(filesFolder(), org.orgId))).toEqual(before);
});

const AWAY = {
  status: 500,
  body: { error: { message: expect.stringMatching(/^Files cannot be checked for viruses right now/) } },
};
