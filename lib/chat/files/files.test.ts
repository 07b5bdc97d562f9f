import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { beforeAll, describe, expect, test } from 'vitest';
import { removeLeftovers } from '@/lib/platform/files/leftovers';
import { filesFolder, removeFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { type DoorClient, get, openWidget, post, startAtDoor, upload } from '@/lib/tools/testing/widget';
import { openConversation } from '../conversations/open';
import { pickUp } from '../conversations/pick-up';
import { updateChatSettings } from '../setup/settings';
import { DEFAULT_CHAT_SETTINGS } from '../setup/settings-schema';
import { contextOfVisitor } from '../visitors/context';
import { attachChatFile } from './attach';
import { downloadChatFile } from './download';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const XLSX_SAMPLE = 'lib/crm/imports/testdata/xlsx/openpyxl.xlsx';
const sample = (name: string) => readFile(join(import.meta.dirname, 'fixtures', name));
const text = (words: string) => Readable.from([Buffer.from(words)]);

let org: TestOrg;
let visitor: DoorClient;
let id: Id;
beforeAll(async () => {
  org = await makeOrg();
  visitor = await openWidget(org);
  id = await startAtDoor(visitor);
  await pickUp(org.operator, { conversationId: id });
});

const stored = async () => (await readdir(join(filesFolder(), org.orgId)).catch(() => [])).sort();
const counts = async () => {
  const [row] = await ownerSql()`
    select (select count(*)::int from chat_files where org_id = ${org.orgId}) as files,
      (select count(*)::int from chat_messages where org_id = ${org.orgId}) as messages`;
  return { ...row, stored: await stored() };
};

describe('a file in a conversation', () => {
  test('comes back byte for byte, never inline, sealed at rest, each step with its event', async () => {
    const bytes = await sample('basn6a16.png');
    const sent = await upload(visitor, id, new Uint8Array(bytes), { name: 'Röntgen Vera (1).png' });
    expect(sent).toMatchObject({ status: 201, body: { id: expect.any(String), seq: expect.any(Number) } });
    const { fileId } = sent.body;
    const { body } = await get(visitor, `conversations/${id}/changes`);
    const file = {
      id: fileId,
      name: 'Röntgen Vera (1).png',
      contentType: 'image/png',
      sizeBytes: bytes.length,
      state: 'clean',
    };
    expect(body.messages.at(-1)).toMatchObject({ kind: 'visitor', text: '', file });

    const got = await get(visitor, `conversations/${id}/files/${fileId}`);
    expect(got.bytes.equals(bytes)).toBe(true);
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': "attachment; filename*=UTF-8''R%C3%B6ntgen%20Vera%20%281%29.png",
      'x-content-type-options': 'nosniff',
      'content-security-policy':
        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'no-store',
    });
    const opened = await downloadChatFile(org.operator, { conversationId: id, fileId });
    expect((await buffer(opened.stream)).equals(bytes)).toBe(true);

    const events = (await eventsOf(org.orgId)).filter(({ facts }) => facts.fileId === fileId);
    expect(events.map(({ action, subjectId, facts }) => ({ action, subjectId, facts }))).toEqual([
      {
        action: 'conversation.attach',
        subjectId: id,
        facts: { visitId: expect.any(String), fileId, contentType: 'image/png', sizeBytes: bytes.length },
      },
      { action: 'conversation.download', subjectId: id, facts: { fileId, visitId: expect.any(String) } },
      { action: 'conversation.download', subjectId: id, facts: { fileId, visitId: expect.any(String) } },
    ]);
    await expectNowhereInDatabase(['Röntgen']);
    const onDisk = await readFile(join(filesFolder(), org.orgId, fileId));
    expect(onDisk.includes(bytes.subarray(0, 16))).toBe(false);
  });

  test('is sent by the operator too, once they are in it', async () => {
    const given = { conversationId: id, clientId: randomUUID(), fileName: 'plan.txt', source: text('Rest.') };
    const { fileId } = await attachChatFile(org.operator, given);
    const { body } = await get(visitor, `conversations/${id}/changes`);
    expect(body.messages.at(-1)).toMatchObject({
      kind: 'operator',
      author: { name: 'Olga Operator' },
      file: { id: fileId },
    });
    const other = await startAtDoor(await openWidget(org));
    const unopened = { ...given, conversationId: other, source: text('Rest.') };
    await expect(attachChatFile(org.operator, unopened)).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
    await openConversation(org.operator, { conversationId: other });
    await expect(attachChatFile(org.operator, { ...unopened, source: text('Rest.') })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('sent again with the same id, also at the same time, is the same file', async () => {
    const clientId = randomUUID();
    const before = await counts();
    const tries = await Promise.all([1, 2, 3].map(() => upload(visitor, id, 'my list', { name: 'a.txt', clientId })));
    expect(new Set(tries.map(({ body }) => body.fileId)).size).toBe(1);
    expect(await upload(visitor, id, 'my list', { name: 'a.txt', clientId })).toMatchObject({ body: tries[0]?.body });
    expect((await counts()).stored).toHaveLength(before.stored.length + 1);
    const words = await post(visitor, `conversations/${id}/messages`, { text: 'x', clientId: randomUUID() });
    expect(words.status).toBe(201);
  });

  test('is not there for another visitor, another org, nor who has not opened the conversation', async () => {
    const { fileId } = (await upload(visitor, id, 'mine', { name: 'a.txt' })).body;
    const far = await makeOrg();
    const stranger = await openWidget(org);
    const own = await startAtDoor(stranger);
    expect(await get(stranger, `conversations/${id}/files/${fileId}`)).toMatchObject({ status: 404 });
    expect(await get(stranger, `conversations/${own}/files/${fileId}`)).toMatchObject({ status: 404 });
    expect(await get(await openWidget(far), `conversations/${id}/files/${fileId}`)).toMatchObject({ status: 404 });
    const wanted = { conversationId: id, fileId };
    await expect(downloadChatFile(far.operator, wanted)).rejects.toMatchObject({ code: 'not_found' });
    const elsewhere = { ...org.operator, sessionId: id };
    await expect(downloadChatFile(elsewhere, wanted)).rejects.toMatchObject({ reason: 'CONVERSATION_NOT_OPENED' });
    await expect(downloadChatFile(org.admin, wanted)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('has its event of download before a byte leaves', async () => {
    const { fileId } = (await upload(visitor, id, 'gone soon', { name: 'a.txt' })).body;
    await removeFile({ orgId: org.orgId, fileId });
    expect(await get(visitor, `conversations/${id}/files/${fileId}`)).toMatchObject({ status: 404 });
    const events = await eventsOf(org.orgId, 'conversation.download');
    expect(events.at(-1)).toMatchObject({ outcome: 'done', facts: { fileId } });
  });

  test('that is quarantined stays where it is', async () => {
    const { fileId } = (await upload(visitor, id, 'infected', { name: 'a.txt' })).body;
    await ownerSql()`update chat_files set state = 'quarantined' where id = ${fileId}`;
    expect(await get(visitor, `conversations/${id}/files/${fileId}`)).toMatchObject({
      status: 403,
      body: { error: { reason: 'QUARANTINED' } },
    });
    expect((await eventsOf(org.orgId, 'conversation.download')).at(-1)).toMatchObject({ outcome: 'refused' });
  });

  test('is refused once the conversation is closed', async () => {
    const other = await openWidget(org);
    const closed = await startAtDoor(other);
    await post(other, `conversations/${closed}/close`);
    expect(await upload(other, closed, 'late', { name: 'a.txt' })).toMatchObject({
      status: 409,
      body: { error: { reason: 'CONVERSATION_CLOSED' } },
    });
  });
});

const ZIP = Buffer.concat([
  Buffer.from('504b0304140000000000', 'hex'),
  Buffer.alloc(16),
  Buffer.from('05000000', 'hex'),
  Buffer.from('a.txt'),
]);
const pdf = (rest: string) => Buffer.from(`%PDF-1.4\n${rest}`);

describe('what a file is, not what it is called, says whether it is taken', () => {
  // One browser sends 20 files a minute.
  let sender: DoorClient;
  let chat: Id;
  beforeAll(async () => {
    sender = await openWidget(org);
    chat = await startAtDoor(sender);
  });

  test.each<[string, string, () => Buffer | Promise<Buffer>]>([
    ['a picture with script', 'scan.png', () => sample('SVG_XSS1.svg')],
    ['a web page', 'scan.pdf', () => Buffer.from('\n <!DOCTYPE html><script>alert(1)</script>')],
    ['a web page before a PDF', 'scan.pdf', () => Buffer.from('<html><script>alert(1)</script>%PDF-1.4')],
    ['a GIF that is script as well', 'scan.png', () => Buffer.from('GIF89a/*\x01\x00\x01\x00*/=1;alert(1)', 'latin1')],
    ['an archive', 'scan.pdf', () => ZIP],
    [
      'a program',
      'scan.pdf',
      () => Buffer.concat([Buffer.from('MZ\x90\x00\x03\x00\x00\x00', 'latin1'), Buffer.alloc(200)]),
    ],
    ['bytes of no known kind', 'scan.txt', () => Buffer.from([0, 1, 2, 3])],
    ['text that turns into something else', 'scan.txt', () => Buffer.from(`${'a'.repeat(70_000)}\0MZ`)],
    ['nothing', 'scan.txt', () => Buffer.alloc(0)],
  ])('not %s', async (_, name, make) => {
    const before = await counts();
    const { status, body } = await upload(sender, chat, new Uint8Array(await make()), { name });
    expect(status).toBe(400);
    expect(body.error.fields ?? body.error.reason).toEqual({ file: expect.any(String) });
    expect(await counts()).toEqual(before);
  });

  test.each<[string, string, string, () => Buffer | Promise<Buffer>]>([
    ['Befund.pdf', 'Befund.pdf', 'application/pdf', () => sample('minimal-document.pdf')],
    ['scan.html', 'scan.html.pdf', 'application/pdf', () => pdf('<html><script>alert(1)</script>')],
    ['photo.heic', 'photo.heic.png', 'image/png', () => sample('basn6a16.png')],
    ['run.js', 'run.js.txt', 'text/plain', () => Buffer.from('alert(1)')],
    ['list.CSV', 'list.CSV', 'text/csv', () => Buffer.from('Naïve;1\n')],
    ['../../etc/passwd', 'passwd.txt', 'text/plain', () => Buffer.from('x')],
    ['evil\u202Efdp.exe', 'evilfdp.exe.pdf', 'application/pdf', () => pdf('')],
    ['sums.xlsx', 'sums.xlsx', XLSX, () => readFile(XLSX_SAMPLE)],
  ])('%s is kept as %s, %s', async (name, kept, contentType, make) => {
    expect(await upload(sender, chat, new Uint8Array(await make()), { name })).toMatchObject({ status: 201 });
    const { body } = await get(sender, `conversations/${chat}/changes`);
    expect(body.messages.at(-1).file).toMatchObject({ name: kept, contentType });
  });
});

describe('a file that does not end well leaves nothing', () => {
  test('over the limit it is stopped there, however large it would be', async () => {
    await updateChatSettings(org.admin, { ...DEFAULT_CHAT_SETTINGS, maxFileMegabytes: 1 });
    const before = await counts();
    let given = 0;
    const endless = () =>
      new ReadableStream({
        pull(controller) {
          given += 65_536;
          controller.enqueue(new Uint8Array(65_536).fill(0x61));
        },
      });
    const tooLarge = { status: 413, body: { error: { code: 'invalid', message: 'The file is larger than 1 MB.' } } };
    expect(await upload(visitor, id, endless(), { name: 'a.txt' })).toMatchObject(tooLarge);
    expect(given).toBeLessThan(3_000_000);
    given = 0;
    const headers = { 'content-length': '10000000000' };
    expect(await upload(visitor, id, endless(), { name: 'a.txt', headers })).toMatchObject(tooLarge);
    expect(given).toBeLessThan(300_000);
    expect(await counts()).toEqual(before);
    await updateChatSettings(org.admin, DEFAULT_CHAT_SETTINGS);
  });

  test('cut off on the way, with an error or without', async () => {
    const before = await counts();
    let n = 0;
    const broken = new ReadableStream({
      pull(controller) {
        n += 1;
        if (n > 20) controller.error(new Error('aborted'));
        else controller.enqueue(new Uint8Array(65_536).fill(0x61));
      },
    });
    const cutOff = { status: 400, body: { error: { reason: 'CUT_OFF' } } };
    expect(await upload(visitor, id, broken, { name: 'a.txt' })).toMatchObject(cutOff);
    const short = { name: 'a.txt', headers: { 'content-length': '100' } };
    expect(await upload(visitor, id, 'only this', short)).toMatchObject(cutOff);
    expect(await counts()).toEqual(before);
  });

  test('when the process is killed in the middle: no row, no clear byte, and the rest is swept', async () => {
    const before = await counts();
    const [orgId = '', visitorId = ''] = (visitor.token ?? '').split('.');
    const line = 'Zanamivir for Mrs Lindqvist\n';
    const given = JSON.stringify({ ctx: contextOfVisitor(orgId, visitorId, randomUUID()), conversationId: id, line });
    const child = spawn(process.execPath, ['--import', 'tsx', 'lib/tools/testing/upload-writer.ts', given], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = new Promise((resolve) => child.once('close', resolve));
    await new Promise((resolve) => child.stdout.once('data', resolve));
    child.kill('SIGKILL');
    await ended;
    const after = await counts();
    expect(after).toMatchObject({ ...before, stored: expect.anything() });
    const left = after.stored.filter((name) => !before.stored.includes(name));
    expect(left).toEqual([expect.stringMatching(/^\d+\.part$/)]);
    const part = await readFile(join(filesFolder(), org.orgId, left[0] ?? ''));
    expect(part.length).toBeGreaterThan(100_000);
    expect(part.includes('Lindqvist')).toBe(false);
    await removeLeftovers(new Date(Date.now() + 1_000));
    expect(await counts()).toEqual(before);
  });

  test('without a client id, or under one that a message has', async () => {
    const before = await counts();
    expect(await upload(visitor, id, 'x', { name: 'a.txt', clientId: 'mine' })).toMatchObject({
      status: 400,
      body: { error: { fields: { clientId: 'is not a UUID' } } },
    });
    const clientId = randomUUID();
    await post(visitor, `conversations/${id}/messages`, { text: 'x', clientId });
    expect(await upload(visitor, id, 'x', { name: 'a.txt', clientId })).toMatchObject({ status: 400 });
    expect((await counts()).stored).toEqual(before.stored);
  });
});
