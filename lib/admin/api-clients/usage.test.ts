import { beforeAll, describe, expect, test } from 'vitest';
import { inOrg } from '@/lib/platform/db/transaction';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { callHistory, getClient } from './queries';
import { accessTokenOf, callWith, makeProgram } from './testing/program';
import { fieldReaders, flushUsage, noteCall } from './usage';

let org: TestOrg;
let other: TestOrg;
beforeAll(async () => {
  [org, other] = await Promise.all([makeOrg(), makeOrg()]);
});

const MINUTE = 60_000;
/** The beginning of the next minute: a test may not run over its end. */
const nextMinute = () => Math.ceil(Date.now() / MINUTE) * MINUTE;

describe('the calls of a minute', () => {
  test('are counted down, and the one too many is refused until the next minute', async () => {
    const token = await accessTokenOf(await makeProgram(org, { callsPerMinute: 3 }));
    const nowMs = nextMinute() + 15_000;
    const call = (ms = nowMs) => callWith(token, { nowMs: ms });
    expect((await call()).limit).toEqual({ limit: 3, remaining: 2, resetSeconds: 45 });
    await call();
    expect((await call()).limit.remaining).toBe(0);
    await expect(call()).rejects.toMatchObject({
      code: 'limited',
      reason: 'TOO_MANY_REQUESTS',
      facts: { limit: 3, remaining: 0, resetSeconds: 45 },
    });
    expect((await call(nowMs + MINUTE)).limit.remaining).toBe(2);
  });

  test('hold for 64 calls at once: none waits for another, exactly the allowed ones pass', async () => {
    const token = await accessTokenOf(await makeProgram(org, { callsPerMinute: 40 }));
    const nowMs = nextMinute();
    const calls = await Promise.allSettled(Array.from({ length: 64 }, () => callWith(token, { nowMs })));
    expect(calls.filter((call) => call.status === 'fulfilled')).toHaveLength(40);
  });

  test('that another process wrote down count too', async () => {
    const program = await makeProgram(org, { callsPerMinute: 10 });
    const token = await accessTokenOf(program);
    const nowMs = nextMinute();
    await callWith(token, { nowMs });
    await flushUsage();
    await ownerSql()`update api_client_use set window_calls = window_calls + 8 where client_id = ${program.id}`;
    expect((await callWith(token, { nowMs })).limit.remaining).toBe(0);
    await expect(callWith(token, { nowMs })).rejects.toMatchObject({ reason: 'TOO_MANY_REQUESTS' });
  });
});

describe('calls that were answered', () => {
  test('show as calls, errors and last use of their client', async () => {
    const program = await makeProgram(org);
    const { orgId } = org;
    const at = Date.now();
    await callWith(await accessTokenOf(program));
    for (const ok of [true, true, false]) noteCall({ orgId, clientId: program.id, ok }, at);
    noteCall({ orgId, clientId: program.id, ok: true }, at - 25 * 60 * MINUTE);
    await flushUsage();
    noteCall({ orgId, clientId: program.id, ok: true }, at);
    await flushUsage();
    const client = await getClient(org.admin, program.id);
    expect(client).toMatchObject({ calls: 4, errors: 1, lastUsedAt: expect.any(String) });
    const byHour = await callHistory(org.admin, program.id, 'hour');
    expect(byHour.buckets).toHaveLength(24);
    expect(byHour.buckets.at(-1)).toMatchObject({ ok: 3, errors: 1 });
    const byDay = await callHistory(org.admin, program.id, 'day');
    expect(byDay.buckets).toHaveLength(30);
    expect(byDay.buckets.reduce((sum, { ok, errors }) => sum + ok + errors, 0)).toBe(5);
  });

  test('tell which client read which field in the last days, of their org only', async () => {
    const [reader, old] = await Promise.all([makeProgram(org), makeProgram(org)]);
    const { orgId } = org;
    const at = Date.now();
    const read = { orgId, ok: true, module: 'Contacts' };
    noteCall({ ...read, clientId: reader.id, fields: ['Last_Name', 'Email'] }, at);
    noteCall({ ...read, clientId: reader.id, fields: ['Email'] }, at);
    noteCall({ ...read, clientId: old.id, fields: ['Email'] }, at - 31 * 24 * 60 * MINUTE);
    await flushUsage();
    const readers = await inOrg(orgId, (tx) => fieldReaders(tx, 'Contacts', ['Email', 'Phone'], 30));
    expect(readers).toEqual([
      { clientId: reader.id, name: reader.name, field: 'Email', reads: 2, lastDay: expect.any(String) },
    ]);
    expect(await inOrg(orgId, (tx) => fieldReaders(tx, 'Leads', ['Email'], 30))).toEqual([]);
    expect(await inOrg(other.orgId, (tx) => fieldReaders(tx, 'Contacts', ['Email'], 30))).toEqual([]);
  });

  test('of more than 400 days ago are forgotten', async () => {
    const program = await makeProgram(org);
    const at = Date.now() + 2 * 24 * 60 * MINUTE;
    noteCall({ orgId: org.orgId, clientId: program.id, ok: true }, at - 401 * 24 * 60 * MINUTE);
    await flushUsage(at);
    const rows = await ownerSql()`select 1 from api_calls where client_id = ${program.id}`;
    expect(rows).toHaveLength(0);
  });

  test('written down by many at once add up', async () => {
    const program = await makeProgram(org);
    const note = () =>
      noteCall({ orgId: org.orgId, clientId: program.id, ok: true, module: 'Leads', fields: ['Email'] });
    const flushes = Array.from({ length: 20 }, () => {
      note();
      return flushUsage();
    });
    await Promise.all(flushes);
    expect((await getClient(org.admin, program.id)).calls).toBe(20);
  });
});
