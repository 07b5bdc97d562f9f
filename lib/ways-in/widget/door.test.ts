import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { pickUp } from '@/lib/chat/conversations/pick-up';
import { stopListening } from '@/lib/chat/live/bus';
import { sendMessage } from '@/lib/chat/messages/send';
import { DEFAULT_BRAND } from '@/lib/chat/setup/brand-schema';
import { createBrand, updateBrand } from '@/lib/chat/setup/write-brand';
import { blockVisitor } from '@/lib/chat/visitors/block';
import { brandOf, makeAvailable } from '@/lib/tools/testing/chat';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import {
  call,
  type DoorClient,
  get,
  makeDoorClient,
  openWidget,
  post,
  send,
  startAtDoor,
  upload,
} from '@/lib/tools/testing/widget';

let org: TestOrg;
let far: TestOrg;
beforeAll(async () => {
  [org, far] = [await makeOrg(), await makeOrg()];
  await makeAvailable(org.operator);
  return stopListening;
});

const say = (text: unknown, clientId: string = randomUUID()) => ({ text, clientId });

describe('a brand at the door', () => {
  test('says how it looks and whether somebody is there, and nothing else', async () => {
    const client = await makeDoorClient(org);
    const { status, body, headers } = await get(client, `brand?brand=${client.brand}`);
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(
      [
        ...['colour', 'departments', 'fileTypes', 'greeting', 'languages', 'logo', 'maxFileBytes', 'name'],
        ...['offlineMessage', 'online', 'preChat', 'side', 'words'],
      ].sort(),
    );
    expect(body).toMatchObject({ online: true, maxFileBytes: 20_000_000 });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('set-cookie')).toBeNull();
    const away = await makeDoorClient(far);
    expect((await get(away, `brand?brand=${away.brand}`)).body.online).toBe(false);
  });

  test('is closed outside business hours', async () => {
    const shut = { from: '00:00', to: '00:00' };
    const businessHours = { enabled: true, timeZone: 'UTC', days: Array.from({ length: 7 }, () => shut) };
    const { id } = await createBrand(org.admin, { name: 'Night', settings: { ...DEFAULT_BRAND, businessHours } });
    const client = await makeDoorClient(org);
    expect((await get(client, `brand?brand=${org.orgId}-${id}`)).body.online).toBe(false);
  });

  test.each(['', 'x', '1-2', '1-2-3', '-', '99999999999999999999-1', "1'--1"])('is not there: %j', async (brand) => {
    const client = await makeDoorClient(org);
    expect(await get(client, `brand?brand=${encodeURIComponent(brand)}`)).toMatchObject({ status: 404 });
    expect(await post(client, 'visits', { brand })).toMatchObject({ status: 404 });
  });
});

describe('a visit', () => {
  test('goes on with the token of before, also in the middle of a conversation', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    const { body } = await post(client, 'visits', { brand: client.brand, token: client.token });
    expect(body).toMatchObject({ token: client.token, conversationId: id });
    expect(Object.keys(body).sort()).toEqual(['conversationId', 'token', 'visitId']);
  });

  test('with a token that is not right is a new one, and says nothing of why', async () => {
    const client = await openWidget(org);
    await startAtDoor(client);
    const [orgId, visitorId] = (client.token ?? '').split('.');
    for (const token of [`${orgId}.${visitorId}.${'A'.repeat(43)}`, `${far.orgId}.1.x`, 'nonsense']) {
      const { status, body } = await post(client, 'visits', { brand: client.brand, token });
      expect({ status, conversationId: body.conversationId }).toEqual({ status: 200, conversationId: null });
      expect(body.token).not.toBe(client.token);
    }
  });
});

describe('a conversation at the door', () => {
  test('goes from the form to the rating, with an event for each act and no word in the clear', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client, { question: 'Is metoprolol safe?', page: 'https://clinic.example/hiv' });
    await pickUp(org.operator, { conversationId: id });
    const again = say('since the operation');
    const sent = await post(client, `conversations/${id}/messages`, again);
    expect(sent).toMatchObject({ status: 201, body: { id: expect.any(String), seq: 3 } });
    expect((await post(client, `conversations/${id}/messages`, again)).body).toEqual(sent.body);
    await sendMessage(org.operator, { conversationId: id, text: 'After a meal.', clientId: randomUUID() });
    await sendMessage(org.operator, { conversationId: id, text: 'a note', clientId: randomUUID() }, { note: true });

    const { body } = await get(client, `conversations/${id}/changes?since=2`);
    expect(body.messages.map(({ text, author }: { text: string; author: unknown }) => [text, author])).toEqual([
      ['since the operation', null],
      ['After a meal.', { name: 'Olga Operator' }],
    ]);
    expect(await post(client, `conversations/${id}/typing`)).toMatchObject({ status: 204 });
    expect(await post(client, `conversations/${id}/close`)).toMatchObject({ status: 204 });
    expect(await post(client, `conversations/${id}/messages`, say('wait'))).toMatchObject({
      status: 409,
      body: { error: { code: 'conflict', reason: 'CONVERSATION_CLOSED' } },
    });
    const rated = await post(client, `conversations/${id}/rating`, { stars: 5, comment: 'so kind to me' });
    expect(rated.status).toBe(204);
    expect((await get(client, `conversations/${id}/changes`)).body).toMatchObject({ rating: 5, status: 'closed' });
    const kept = await get(client, `conversations/${id}/transcript`);
    expect(kept.headers.get('content-disposition')).toMatch(/^attachment/);
    expect(kept.bytes.toString()).toMatch(/Visitor: Is metoprolol safe\?\n.*joined.*\n.*operation\n.*After a meal\./);
    expect(kept.bytes.toString()).not.toContain('a note');

    const [, visitorId] = (client.token ?? '').split('.');
    const own = (await eventsOf(org.orgId)).filter(
      ({ subjectId, actorId }) => subjectId === id && actorId === visitorId,
    );
    expect(own.map(({ action }) => action)).toEqual([
      ...['conversation.start', 'visitor.update', 'conversation.close', 'conversation.rate', 'conversation.export'],
    ]);
    await expectNowhereInDatabase(['metoprolol', 'operation', 'After a meal', 'so kind to me', 'clinic.example/hiv']);
  });

  test('is not there for another visitor, nor for another org; a wrong token is nobody', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    const [orgId, visitorId, secret] = (client.token ?? '').split('.');
    const [stranger, distant] = [await openWidget(org), await openWidget(far)];
    const forged = [
      `${orgId}.${visitorId}.${'A'.repeat(43)}`,
      `${far.orgId}.${visitorId}.${secret}`,
      `1.1.${secret}`,
      '',
    ];
    const paths: [string, unknown?][] = [['messages', say('x')], ['typing'], ['close'], ['rating', { stars: 1 }]];
    for (const other of [stranger, distant]) {
      for (const [path, body] of paths) {
        expect(await post(other, `conversations/${id}/${path}`, body ?? {}), path).toMatchObject({ status: 404 });
      }
      expect(await upload(other, id, 'some text')).toMatchObject({ status: 404 });
      for (const path of ['changes', 'stream', 'transcript', `files/${id}`]) {
        expect(await get(other, `conversations/${id}/${path}`), path).toMatchObject({ status: 404 });
      }
    }
    const answers = await Promise.all(forged.map((token) => get({ ...client, token }, `conversations/${id}/changes`)));
    for (const { status, body } of answers) {
      expect({ status, body }).toEqual({
        status: 401,
        body: { error: { code: 'unauthenticated', message: 'Begin a visit first.' } },
      });
    }
    await expect(get(client, `conversations/${id}0/changes`)).resolves.toMatchObject({ status: 404 });
    await expect(get(client, 'conversations/me/changes')).resolves.toMatchObject({ status: 404 });
    const { body } = await post(client, 'conversations', {
      brand: distant.brand,
      clientId: randomUUID(),
      question: 'x',
    });
    expect(body.error.code).toBe('not_found');
  });

  test('ends for whoever is blocked: nothing more is taken or told', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    await pickUp(org.operator, { conversationId: id });
    const before = (await eventsOf(org.orgId)).length;
    await blockVisitor(org.operator, { conversationId: id, kind: 'visitor' });
    for (const answer of [
      await post(client, `conversations/${id}/messages`, say('x')),
      await get(client, `conversations/${id}/stream`),
      await post(client, 'conversations', { brand: client.brand, clientId: randomUUID() }),
    ]) {
      expect(answer).toMatchObject({ status: 403, body: { error: { reason: 'BLOCKED' } } });
    }
    expect((await eventsOf(org.orgId)).length).toBe(before + 1);
  });

  test('of a blocked address ends for all who share it', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    await pickUp(org.operator, { conversationId: id });
    await blockVisitor(org.operator, { conversationId: id, kind: 'address' });
    const other: DoorClient = { ...(await openWidget(org)), address: client.address };
    expect(await post(other, 'conversations', { brand: other.brand, clientId: randomUUID() })).toMatchObject({
      status: 403,
    });
  });
});

describe('what is not right is refused by name', () => {
  let client: DoorClient;
  let id: string;
  beforeAll(async () => {
    client = await openWidget(org);
    id = await startAtDoor(client);
  });
  const raw = (body: BodyInit, type?: string) =>
    call(client, `conversations/${id}/messages`, {
      method: 'POST',
      body,
      headers: type === undefined ? {} : { 'content-type': type },
    });

  test.each([
    ['a message of 1 MB', () => raw(JSON.stringify(say('x'.repeat(1_000_000))), 'application/json'), 413],
    ['a body that names no size and does not end', () => raw(endless(), 'application/json'), 413],
    ['a message over the longest', () => post(client, `conversations/${id}/messages`, say('x'.repeat(5_001))), 400],
    ['a form of another site', () => raw('text=x', 'application/x-www-form-urlencoded'), 415],
    ['plain text', () => raw(JSON.stringify(say('x')), 'text/plain'), 415],
    ['half a body', () => raw('{"text":', 'application/json'), 400],
    ['no UTF-8', () => raw(new Uint8Array([0xff, 0xfe, 0x22]), 'application/json'), 400],
    ['a list', () => raw('[]', 'application/json'), 400],
    ['deep nesting', () => raw(`${'['.repeat(30_000)}`, 'application/json'), 400],
    ['no client id', () => post(client, `conversations/${id}/messages`, { text: 'x' }), 400],
    ['a text that is none', () => post(client, `conversations/${id}/messages`, say({ a: 1 })), 400],
    ['a hidden part outside the text', () => hide({ start: 0, end: 9, kind: 'ssn' }), 400],
    ['a kind that is no word', () => hide({ start: 0, end: 1, kind: 'a b' }), 400],
    ['six stars', () => post(client, `conversations/${id}/rating`, { stars: 6 }), 400],
    ['a place that is no number', () => get(client, `conversations/${id}/changes?since=x`), 400],
    ['a place beyond all', () => get(client, `conversations/${id}/changes?since=9e99`), 400],
    ['a path that is none', () => get(client, 'admin'), 404],
    ['another method', () => call(client, `conversations/${id}/messages`, { method: 'DELETE' }), 404],
  ])('%s', async (_, ask, status) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(answer.body.error).toMatchObject({ code: expect.any(String), message: expect.stringMatching(/\.$/) });
  });

  const hide = (span: object) => post(client, `conversations/${id}/messages`, { ...say('text'), hidden: [span] });
  const endless = () =>
    new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(16_384).fill(0x20)) });

  test('what is kept hidden comes back as a span', async () => {
    await post(client, `conversations/${id}/messages`, {
      ...say('my number 078'),
      hidden: [{ start: 10, end: 13, kind: 'ssn' }],
    });
    const { body } = await get(client, `conversations/${id}/changes`);
    expect(body.messages.at(-1)).toMatchObject({ hidden: [{ start: 10, end: 13, kind: 'ssn' }] });
  });
});

describe('a stream', () => {
  test('tells that something changed, never what', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    await pickUp(org.operator, { conversationId: id });
    const response = await send(client, `conversations/${id}/stream`, {});
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    expect(response.headers.get('x-accel-buffering')).toBe('no');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const reader = (response.body as ReadableStream<Uint8Array>).getReader();
    const next = async () => Buffer.from((await reader.read()).value ?? []).toString();
    expect(await next()).toBe('event: resync\ndata: {}\n\n');
    const { seq } = await sendMessage(org.operator, { conversationId: id, text: 'Secret', clientId: randomUUID() });
    const hint = await next();
    expect(hint).toContain(`event: changed\ndata: {"conversationId":"${id}","seq":${seq}`);
    expect(hint).not.toContain('Secret');
    await reader.cancel();
  });

  test('is one of five at most, and gives its place back', async () => {
    const client = await openWidget(org);
    const id = await startAtDoor(client);
    const openOne = () => send(client, `conversations/${id}/stream`, {});
    const opened = await Promise.all(Array.from({ length: 5 }, openOne));
    expect(opened.map(({ status }) => status)).toEqual(Array(5).fill(200));
    expect((await openOne()).status).toBe(429);
    await opened[0]?.body?.cancel();
    const next = await openOne();
    expect(next.status).toBe(200);
    for (const response of [...opened.slice(1), next]) await response.body?.cancel();
  });
});

describe('limits', () => {
  test('too many messages are refused with words and a time, others go on, and the ledger does not grow', async () => {
    const [client, other] = [await openWidget(org), await openWidget(org)];
    const [id, otherId] = [await startAtDoor(client), await startAtDoor(other)];
    const before = (await eventsOf(org.orgId)).length;
    const answers = [];
    for (let n = 0; n < 70; n += 1) answers.push(await post(client, `conversations/${id}/messages`, say(`${n}`)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(60);
    const last = answers.at(-1);
    expect(last).toMatchObject({ status: 429, body: { error: { code: 'limited', message: /^That was too often\./ } } });
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await post(other, `conversations/${otherId}/messages`, say('x'))).toMatchObject({ status: 201 });
    expect((await eventsOf(org.orgId)).length).toBe(before);
    const [row] = await ownerSql()`select count(*)::int as n from chat_messages where conversation_id = ${id}`;
    expect(row?.n).toBe(61);
  });

  test('an address begins 300 visits a minute, however many IPv6 addresses it has', async () => {
    const client = await makeDoorClient(org);
    const from = (n: number) => ({ ...client, address: `2001:db8:1:2::${n.toString(16)}` });
    const statuses = [];
    for (let n = 1; n <= 302; n += 1) statuses.push((await post(from(n), 'visits', { brand: client.brand })).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(300);
    expect((await post({ ...client, address: '2001:db8:1:3::1' }, 'visits', { brand: client.brand })).status).toBe(200);
  });
});

describe('the frame', () => {
  const frameOf = (client: DoorClient, brand: string) =>
    get(client, `/widget/frame?brand=${encodeURIComponent(brand)}`);

  test('may stand on the sites of its brand and nowhere else, and runs one script of ours', async () => {
    const client = await makeDoorClient(org);
    const settings = { ...DEFAULT_BRAND, origins: ['https://www.clinic.example', 'https://*.clinic.example'] };
    await updateBrand(org.admin, { id: await brandOf(org), name: 'Main', settings });
    const { status, bytes, headers } = await frameOf(client, client.brand);
    expect(status).toBe(200);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/www\.clinic\.example https:\/\/\*\.clinic\.example$/);
    expect(headers.get('x-frame-options')).toBeNull();
    expect(headers.get('set-cookie')).toBeNull();
    expect(bytes.toString().match(/<script[^>]*>/g)).toEqual(['<script src="/widget-frame.js" defer>']);
    expect(bytes.toString()).toContain('<title>Chat</title>');
  });

  test.each(['', '1-2', "x'; script-src *"])('of the brand %j is a page that nobody may frame', async (brand) => {
    const { status, headers } = await frameOf(await makeDoorClient(org), brand);
    expect(status).toBe(404);
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/);
    expect(headers.get('x-frame-options')).toBe('DENY');
  });
});
