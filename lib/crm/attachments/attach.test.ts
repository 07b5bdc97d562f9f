/** Files of a record are looked at as those of a chat are. */
import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createRecord } from '@/lib/crm/records/create';
import { filesFolder } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { hasClamd, INFECTED, startClamd, startProtocol, type TestScanner } from '@/lib/tools/testing/clamd';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { attachFile } from './attach';
import { downloadAttachment, listAttachments } from './queries';

const { socket, folder } = vi.hoisted(() => {
  const place = { socket: `${process.env.DATA_DIR}/clamd.sock`, folder: `${process.env.DATA_DIR}/clamd` };
  process.env.CLAMD_SOCKET = place.socket;
  return place;
});

let org: TestOrg;
let ref: { module: string; recordId: Id };
beforeAll(async () => {
  org = await makeOrg();
  const { id } = await createRecord(org.operator, { module: 'Leads', values: { Last_Name: 'Roe' } });
  ref = { module: 'Leads', recordId: id };
});

const attach = (content: string | Buffer, fileName: string) =>
  attachFile(org.operator, { ...ref, fileName, source: Readable.from([Buffer.from(content)], { objectMode: false }) });

const stored = async () => (await readdir(join(filesFolder(), org.orgId)).catch(() => [])).length;

const scanners: [string, () => Promise<TestScanner>][] = [
  ['a server that speaks as clamd', () => startProtocol(socket)],
  ...(hasClamd ? [['clamd', () => startClamd(socket, folder)] as [string, () => Promise<TestScanner>]] : []),
];

describe.each(scanners)('with %s', (_, start) => {
  let scanner: TestScanner;
  beforeAll(async () => {
    scanner = await start();
  });
  afterAll(() => scanner.stop());

  test('a clean file is taken, under a name of what it is', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(200_000)]);
    const { id } = await attach(bytes, 'scan.html');
    const { name, stream } = await downloadAttachment(org.operator, { ...ref, id });
    expect(name).toBe('scan.html.pdf');
    expect((await buffer(stream)).equals(bytes)).toBe(true);
    const [row] = await ownerSql()`select state, scanned_by from attachments where id = ${id}`;
    expect(row).toEqual({ state: 'clean', scanned_by: 'clamd' });
  });

  test('an infected one is locked away: told as that, and downloaded by nobody', async () => {
    const { id } = await attach(`${'x'.repeat(200_000)}${INFECTED}`, 'a.txt');
    expect((await listAttachments(org.operator, ref))[0]).toMatchObject({ id, state: 'quarantined' });
    await expect(downloadAttachment(org.operator, { ...ref, id })).rejects.toMatchObject({ reason: 'QUARANTINED' });
    const events = await eventsOf(org.orgId, 'attachment.create');
    expect(events.at(-1)?.facts).toMatchObject({ state: 'quarantined' });
  });

  test.each([
    ['a page', '<!doctype html><script>alert(1)</script>', 'notes.txt'],
    ['a picture with script', '<svg xmlns="http://www.w3.org/2000/svg"/>', 'picture.png'],
    ['a program', Buffer.from('7f454c4602010100', 'hex'), 'tool.pdf'],
    ['bytes of no kind we know', randomBytes(1000), 'scan.pdf'],
    ['text with binary behind it', Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0])]), 'a.txt'],
    ['nothing', '', 'empty.txt'],
  ])('%s is not taken, whatever it calls itself, and nothing stays', async (_what, content, fileName) => {
    const before = await stored();
    await expect(attach(content, fileName)).rejects.toMatchObject({ code: 'invalid' });
    expect(await stored()).toBe(before);
  });
});

test('while the scanner is away no file is taken, and nothing stays', async () => {
  const before = await stored();
  await expect(attach('text', 'a.txt')).rejects.toMatchObject({ code: 'internal' });
  expect(await stored()).toBe(before);
});
