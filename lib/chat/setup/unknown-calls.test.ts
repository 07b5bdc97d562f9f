import { beforeAll, expect, test } from 'vitest';
import { brandOf } from '@/lib/tools/testing/chat';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expectNowhereInDatabase } from '@/lib/tools/testing/matchers';
import { makeDoorClient, post } from '@/lib/tools/testing/widget';
import { isCallPath } from './call-path';
import { forgetUnknownCalls, listUnknownCalls } from './unknown-calls';

let org: TestOrg;
let brandId: string;
beforeAll(async () => {
  org = await makeOrg();
  brandId = await brandOf(org);
});

async function tell(calls: unknown, of = org) {
  const client = await makeDoorClient(of);
  return post(client, 'unknown-calls', { brand: client.brand, calls });
}

test('calls that a site makes and we do not have are listed for the administrator, each once, with how often', async () => {
  expect(await tell(['chat.logo', 'tracking.on', 'chat.logo'])).toMatchObject({ status: 204 });
  expect(await tell(['chat.logo', '$ZSIQChat.init'])).toMatchObject({ status: 204 });
  const listed = await listUnknownCalls(org.admin, brandId);
  expect(listed.map(({ path, visits }) => [path, visits])).toEqual([
    ['chat.logo', 2],
    ['$ZSIQChat.init', 1],
    ['tracking.on', 1],
  ]);
  const far = await makeOrg();
  expect(await listUnknownCalls(far.admin, brandId)).toEqual([]);
  await expect(listUnknownCalls(org.operator, brandId)).rejects.toMatchObject({ code: 'forbidden' });
});

test('what is no name of a call is not kept: arguments, values, numbers of a person', async () => {
  const told = [
    ...[
      "visitor.name('Vera Visitor')",
      'visitor.info.Vera Visitor',
      'vera@visitor.example',
      'x.536904399',
      'a.ssn_536904399',
    ],
    ...['', '.', 'a..b', 'a.', 'é', 'x'.repeat(121), 'a.b.c.d.e.f.g.h.i', '<b>', "a';--", '__proto__.x y'],
  ];
  expect(told.filter(isCallPath)).toEqual([]);
  const before = await listUnknownCalls(org.admin, brandId);
  expect(await tell(told)).toMatchObject({ status: 204 });
  expect(await listUnknownCalls(org.admin, brandId)).toEqual(before);
  await expectNowhereInDatabase(['Vera Visitor', 'vera@visitor.example', '536904399']);
});

test('a list has an end: a stranger fills it with a hundred names at most, and is told to wait', async () => {
  const other = await makeOrg();
  const client = await makeDoorClient(other);
  const letter = (n: number) => String.fromCharCode(97 + n);
  const answers = [];
  for (let call = 0; call < 22; call += 1) {
    const calls = Array.from({ length: 20 }, (_, n) => `made.${letter(call)}${letter(n)}`);
    answers.push((await post(client, 'unknown-calls', { brand: client.brand, calls })).status);
  }
  expect(answers.slice(0, 20)).toEqual(Array(20).fill(204));
  expect(answers.slice(20)).toEqual([429, 429]);
  expect(await listUnknownCalls(other.admin, await brandOf(other))).toHaveLength(100);
  expect(await tell(Array(21).fill('a.b'), other)).toMatchObject({ status: 400 });
  expect(await tell('a.b', other)).toMatchObject({ status: 400 });
});

test('the list is emptied with an event that says how long it was', async () => {
  const other = await makeOrg();
  const id = await brandOf(other);
  await tell(['chat.logo', 'page.title'], other);
  await expect(forgetUnknownCalls(other.operator, { id })).rejects.toMatchObject({ code: 'forbidden' });
  await expect(forgetUnknownCalls(org.admin, { id })).rejects.toMatchObject({ code: 'not_found' });
  await forgetUnknownCalls(other.admin, { id });
  expect(await listUnknownCalls(other.admin, id)).toEqual([]);
  const events = (await eventsOf(other.orgId, 'chat_setup.delete')).filter(({ subjectId }) => subjectId === id);
  expect(events.at(-1)?.facts).toMatchObject({ setting: 'unknown calls', count: 2 });
});
