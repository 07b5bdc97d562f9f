import { parse } from 'csv-parse/sync';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { jobContext } from '@/lib/platform/background/job-context';
import { beginJob } from '@/lib/platform/background/life';
import { getJob } from '@/lib/platform/background/queries';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { hasFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { appendEntries, type NewEntry } from '@/lib/protection/ledger/append';
import { expectAbsent } from '@/lib/tools/testing/absent';
import { asOwner } from '@/lib/tools/testing/as-owner';
import { ownerSql } from '@/lib/tools/testing/database';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { eventsOf } from '@/lib/tools/testing/health-org';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { downloadExport } from '../download';
import { type AuditExportParams, runAuditExport, startAuditExport } from './export';
import { AUDIT_COLUMNS } from './line';

const ALL: AuditExportParams = { filter: {}, bom: false };
const HOUR_MS = 3_600_000;

const append = (ctx: Context, entries: readonly NewEntry[]) =>
  inOrg(ctx.orgId, async (tx) => appendEntries(tx, ctx, entries, await keysOf(tx)));

async function run(ctx: Context, jobId: Id, params: AuditExportParams = ALL, signal = new AbortController().signal) {
  await beginJob(ctx.orgId, jobId);
  const steps: number[] = [];
  const report = async (done: number) => void steps.push(done);
  await runAuditExport(await jobContext(ctx.orgId, jobId), jobId, params, { report, signal });
  return steps;
}

async function made(ctx: Context, params: AuditExportParams = ALL): Promise<Id> {
  const jobId = await startAuditExport(ctx, params);
  await run(ctx, jobId, params);
  return jobId;
}

async function textOf(ctx: Context, jobId: Id): Promise<string> {
  const { content } = await downloadExport(ctx, jobId);
  const chunks: Buffer[] = [];
  for await (const chunk of content) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

const rowsOf = (text: string): Record<string, string>[] => parse(text, { columns: true, record_delimiter: '\r\n' });

describe('what is in it', () => {
  let org: TestOrg;
  beforeAll(async () => {
    org = await makeOrg();
  });

  test('every entry once, the oldest first, the start of the export itself included', async () => {
    for (let n = 0; n < 3; n += 1) {
      await append(
        org.operator,
        Array.from({ length: 1500 }, () => ({ action: 'record.view' }) as const),
      );
    }
    const jobId = await startAuditExport(org.officer, ALL);
    const steps = await run(org.officer, jobId);
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    expect(steps.length).toBeGreaterThan(2);
    const ids = rowsOf(await textOf(org.officer, jobId)).map((row) => row['Entry ID'] ?? '');
    const stored = await ownerSql()<{ id: Id }[]>`
      select id from ledger_entries where org_id = ${org.orgId} and action not in ('ledger.export', 'ledger.download') order by id`;
    expect(ids).toEqual(stored.map((row) => row.id));
    expect(steps.at(-1)).toBe(ids.length);
  });

  test('a line says who did what, when, from where; values of records are not in it', async () => {
    await append(org.operator, [
      {
        action: 'record.reveal',
        module: 'Contacts',
        recordId: '42',
        fields: ['SSN', 'Phone'],
        purpose: 'patient_request',
        door: 'screen',
        facts: { sessionsEnded: 2 },
        changes: { Department: { old: 'Ward 4711', new: 'Ward 4712' } },
        note: 'asked by her daughter 4713',
      },
    ]);
    const params = { filter: { recordId: '42' }, bom: false };
    const text = await textOf(org.officer, await made(org.officer, params));
    const [row] = rowsOf(text);
    expect(row).toMatchObject({
      User: 'Olga Operator',
      'User ID': org.operator.actor.id,
      Action: 'record.reveal',
      What: 'Revealed personal health data',
      Outcome: 'done',
      Module: 'Contacts',
      'Record ID': '42',
      Fields: 'SSN, Phone',
      Details: 'Sessions ended: 2',
      Purpose: 'Request of the patient',
      Door: 'screen',
      'IP address': '192.0.2.10',
      'Request ID': org.operator.requestId,
    });
    expect(row?.['Time (UTC)']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expectAbsent(text, '4711', '4712', '4713');
  });

  test('the filter and the sight of the one who asked limit it', async () => {
    const rows = rowsOf(
      await textOf(org.officer, await made(org.officer, { filter: { actorId: org.admin.actor.id }, bom: false })),
    );
    expect(new Set(rows.map((row) => row.User))).toEqual(new Set(['Ada Admin']));

    const own = await makeOrg();
    await asOwner(own.orgId, (tx) =>
      tx.sql`update profiles set rights = jsonb_set(rights, '{org}', '["readLedger", "exportLedger"]')
        where org_id = ${own.orgId} and id = ${own.profileIds.Operator}`.execute(),
    );
    const allowed = {
      ...own.operator,
      rights: { ...own.operator.rights, org: ['readLedger', 'exportLedger'] as const },
    };
    const seen = rowsOf(await textOf(allowed, await made(allowed)));
    expect(new Set(seen.map((row) => row.User))).toEqual(new Set(['Olga Operator']));
  });
});

describe('its form', () => {
  const nasty = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\tx',
    '\rx',
    'a,b',
    'say "x"',
    'two\nlines',
    'two\r\nlines',
    "'",
    '',
    '🫀',
  ];

  test('RFC 4180, and no cell that a spreadsheet would run', async () => {
    const org = await makeOrg();
    for (const name of nasty)
      await append({ ...org.admin, actor: { ...org.admin.actor, name } }, [{ action: 'view.create' }]);
    const text = await textOf(
      org.officer,
      await made(org.officer, { filter: { actions: ['view.create'] }, bom: false }),
    );
    expect(text.startsWith(`${AUDIT_COLUMNS.join(',')}\r\n`)).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    const names = rowsOf(text).map((row) => row.User);
    expect(names).toEqual(nasty.map((name) => (/^[=+\-@\t\r]/.test(name) ? `'${name}` : name)));
    for (const cell of rowsOf(text).flatMap((row) => Object.values(row))) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });

  test('with a byte order mark when it was asked for, and only then', async () => {
    const org = await makeOrg();
    expect((await textOf(org.officer, await made(org.officer, { ...ALL, bom: true }))).codePointAt(0)).toBe(0xfeff);
    expect((await textOf(org.officer, await made(org.officer))).codePointAt(0)).not.toBe(0xfeff);
  });
});

describe('who may, and what is written down', () => {
  let org: TestOrg;
  beforeEach(async () => {
    org = await makeOrg();
  });

  test('starting, finishing and each download are events', async () => {
    const jobId = await made(org.officer, { filter: { actions: ['org.create'] }, bom: false });
    await textOf(org.officer, jobId);
    await textOf(org.officer, jobId);
    const about = { subjectId: jobId, actorId: org.officer.actor.id, outcome: 'done' };
    expect(await eventsOf(org, 'ledger.export_start')).toMatchObject([
      { ...about, facts: { filter: { actions: ['org.create'] } } },
    ]);
    expect(await eventsOf(org, 'ledger.export')).toMatchObject([{ ...about, facts: { entries: 1 } }]);
    expect(await eventsOf(org, 'ledger.download')).toMatchObject([about, about]);
  });

  test('without the right it is refused, and that is an event', async () => {
    await expect(startAuditExport(org.operator, ALL)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org, 'ledger.export_start')).toMatchObject([
      { outcome: 'refused', actorId: org.operator.actor.id },
    ]);
  });

  test('a right that was taken away while it waited counts: nothing is written', async () => {
    const jobId = await startAuditExport(org.officer, ALL);
    await asOwner(org.orgId, (tx) =>
      tx.sql`update users set profile_id = ${org.profileIds.Operator} where id = ${org.officer.actor.id}`.execute(),
    );
    await expect(run(org.officer, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await hasFile({ orgId: org.orgId, fileId: jobId })).toBe(false);
  });

  test('nor may it be downloaded after that', async () => {
    const jobId = await made(org.officer);
    const demoted = { ...org.officer, rights: org.operator.rights };
    await expect(downloadExport(demoted, jobId)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await eventsOf(org, 'ledger.download')).toMatchObject([{ outcome: 'refused', subjectId: jobId }]);
  });

  test('only the one who asked downloads it: not the administrator, not another org', async () => {
    const jobId = await made(org.officer);
    const other = await makeOrg();
    for (const ctx of [org.admin, org.operator, other.officer]) {
      await expect(downloadExport(ctx, jobId)).rejects.toMatchObject({ code: 'not_found' });
    }
  });

  test('not before it is finished', async () => {
    const jobId = await startAuditExport(org.officer, ALL);
    await expect(downloadExport(org.officer, jobId)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('its end', () => {
  let org: TestOrg;
  let jobId: Id;
  const place = () => ({ orgId: org.orgId, fileId: jobId });
  beforeEach(async () => {
    org = await makeOrg();
    jobId = await made(org.officer);
  });

  test('after 24 hours it is not given out any more, and then its file is gone', async () => {
    const { expiresAt } = await getJob(org.officer, jobId);
    expect(Math.abs(Date.parse(expiresAt ?? '') - Date.now() - 24 * HOUR_MS)).toBeLessThan(HOUR_MS);
    await ownerSql()`update jobs set expires_at = now() - interval '1 second' where id = ${jobId}`;
    await expect(downloadExport(org.officer, jobId)).rejects.toMatchObject({ code: 'conflict', reason: 'EXPIRED' });
    await expireFiles(new Date());
    expect(await hasFile(place())).toBe(false);
    expect(await getJob(org.officer, jobId)).toMatchObject({ state: 'done', expired: true, result: { removed: true } });
  });

  test('until then it stays', async () => {
    await expireFiles(new Date(Date.now() + 23 * HOUR_MS));
    expect(await hasFile(place())).toBe(true);
    await expireFiles(new Date(Date.now() + 25 * HOUR_MS));
    expect(await hasFile(place())).toBe(false);
  });

  test('a cancelled one leaves no file', async () => {
    jobId = await startAuditExport(org.officer, ALL);
    const stop = new AbortController();
    stop.abort(new Error('cancelled'));
    await expect(run(org.officer, jobId, ALL, stop.signal)).rejects.toThrow();
    expect(await hasFile(place())).toBe(false);
    expect(await eventsOf(org, 'ledger.export')).toHaveLength(1);
  });

  test('one that was cancelled just before its end leaves no file either', async () => {
    jobId = await startAuditExport(org.officer, ALL);
    await ownerSql()`update jobs set status = 'cancelled' where id = ${jobId}`;
    const signal = new AbortController().signal;
    await expect(runAuditExport(org.officer, jobId, ALL, { report: async () => {}, signal })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await hasFile(place())).toBe(false);
  });
});
