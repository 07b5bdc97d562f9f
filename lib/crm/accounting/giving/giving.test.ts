import { randomUUID } from 'node:crypto';
import { PDFDocument } from '@cantoo/pdf-lib';
import { beforeAll, describe, expect, test } from 'vitest';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import { inOrg } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/factories';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import { openAccountingResponse } from '@/lib/ways-in/http/open-accounting';
import { accountingOf } from '../accounting';
import { shifted } from '../period';
import { suspendAccounting } from '../suspend';
import { type GivenAccounting, giveAccounting } from './give';
import { takeBackAccounting } from './links';
import { openAccounting } from './open';

let org: TestOrg;
let recordId: Id;
const ref = () => ({ module: 'Contacts', recordId });
const give = (more: object = {}) => giveAccounting(org.officer, { ...ref(), days: 7, ...more });
const tokenOf = ({ path }: GivenAccounting): string => path.split('#')[1] ?? '';
const held = (given: GivenAccounting, secret = given.secret) => ({
  linkId: given.linkId,
  token: tokenOf(given),
  secret,
});
const open = (given: GivenAccounting, secret?: string) => openAccounting(held(given, secret), randomUUID());
const opened = async (given: GivenAccounting) => {
  const answer = await open(given);
  if (!answer.ok) throw new Error(answer.why);
  return answer;
};

beforeAll(async () => {
  org = await makeHealthOrg();
  recordId = await addContact(org, { Last_Name: 'Reynolds', Phone: '555-0142' });
  const moduleId = (await org.metadata()).modules.find(({ apiName }) => apiName === 'Contacts')?.id as Id;
  const line = { exit: 'app' as const, address: '', moduleId, fields: ['Phone'], recordIds: [recordId] };
  await inOrg(org.orgId, (tx) =>
    noteDisclosures(tx, org.operator, [
      { ...line, recipient: 'County registry', purpose: 'other' },
      { ...line, recipient: 'Oversight board', purpose: 'other' },
      { ...line, recipient: 'Insurer', purpose: 'payment' },
    ]),
  );
});

describe('an accounting that is given', () => {
  test('is told by link and secret once, kept as digests; making it is an event', async () => {
    const given = await give();
    expect(given.path).toMatch(new RegExp(`^/accounting/${given.linkId}#${org.orgId}\\.[\\w-]{43}$`));
    const [row] = await ownerSql()`select * from accounting_links where id = ${given.linkId}`;
    const stored = JSON.stringify([row, await eventsOf(org.orgId)]);
    for (const part of [given.secret, given.secret.replace('-', ''), tokenOf(given).split('.')[1] ?? '']) {
      expect(stored).not.toContain(part);
    }
    expect((await eventsOf(org.orgId, 'accounting.give')).at(-1)).toMatchObject({
      outcome: 'done',
      recordId,
      subjectId: given.linkId,
      facts: { expiresAt: given.expiresAt },
    });
  });

  test('opens once, with what must be accounted for and no value or name of the record, and is a line and an event itself', async () => {
    const given = await give();
    const { accounting, pdf } = await opened(given);
    expect(accounting.lines.map(({ recipient }) => recipient).sort()).toEqual(['County registry', 'Oversight board']);
    expect((await PDFDocument.load(pdf)).getPageCount()).toBe(1);
    expect(JSON.stringify(accounting)).not.toMatch(/Reynolds|555-0142/);
    expect(await open(given)).toEqual({ ok: false, why: 'opened' });
    const after = await accountingOf(org.officer, ref());
    expect(after.lines.at(-1)).toMatchObject({
      recipient: 'The person the record is about, by a one-time link',
      what: 'Contacts: Accounting of disclosures',
      exception: { section: '164.528(a)(1)(ii)' },
    });
    expect(after.links[0]).toMatchObject({ id: given.linkId, state: 'opened', by: 'Otto Officer' });
    expect((await eventsOf(org.orgId, 'accounting.open')).slice(-2)).toMatchObject([
      { outcome: 'done', recordId, subjectId: given.linkId, facts: { lines: 2 } },
      { outcome: 'refused', recordId, facts: { reason: 'opened' } },
    ]);
  });

  test('lists nothing that was suspended after it was given', async () => {
    const given = await give();
    const endsOn = shifted(new Date().toISOString().slice(0, 10), { days: 20 });
    await suspendAccounting(org.officer, { ...ref(), agency: 'Oversight board', statement: 'written', endsOn });
    expect((await opened(given)).accounting.lines.map(({ recipient }) => recipient)).toEqual(['County registry']);
  });

  test('opens neither with another secret, five of which end it, nor for another link, nor once it is taken back or over', async () => {
    const given = await give();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      expect(await open(given, 'WRONG-WRONG')).toEqual({ ok: false, why: 'wrong_secret', triesLeft });
    }
    expect(await open(given)).toEqual({ ok: false, why: 'burnt' });
    const [second, third, fourth] = [await give(), await give(), await give({ days: 1 })];
    const crossed = { ...held(second), token: tokenOf(third) };
    expect(await openAccounting(crossed, randomUUID())).toEqual({ ok: false, why: 'wrong_link' });
    await takeBackAccounting(org.officer, { ...ref(), linkId: second.linkId });
    await takeBackAccounting(org.officer, { ...ref(), linkId: second.linkId });
    expect(await open(second)).toEqual({ ok: false, why: 'revoked' });
    await opened(third);
    await expect(takeBackAccounting(org.officer, { ...ref(), linkId: third.linkId })).rejects.toMatchObject({
      code: 'conflict',
    });
    await ownerSql()`update accounting_links set expires_at = now() - interval '1 second' where id = ${fourth.linkId}`;
    expect(await open(fourth)).toEqual({ ok: false, why: 'wrong_link' });
  });

  test('opens for nobody where SQL put it in, prolonged it, or made it of other days or another record', async () => {
    const other = await addContact(org, { Last_Name: 'Yundt' });
    const changes = {
      record_id: other,
      from_day: '2026-01-01',
      expires_at: '2999-01-01',
      link_hash: plainDigest('secret'),
    };
    for (const [column, value] of Object.entries(changes)) {
      const given = await give();
      await ownerSql()`update accounting_links set ${ownerSql()({ [column]: value })} where id = ${given.linkId}`;
      expect(await open(given), column).toEqual({ ok: false, why: 'wrong_link' });
    }
    const given = await give();
    const again = inOrg(org.orgId, (tx) => tx.sql`update accounting_links set link_hash = secret_hash::bytea`);
    await expect(again).rejects.toThrow();
    await opened(given);
    await expect(inOrg(org.orgId, (tx) => tx.sql`update accounting_links set opened_at = null`)).rejects.toThrow();
  });

  test('is made and taken back only by those who may see it; of another organisation it is not there', async () => {
    const given = await give();
    const noReveal = { ...org.operator, rights: { ...org.operator.rights, org: ['readLedger'] as const } };
    await expect(giveAccounting(noReveal, { ...ref(), days: 7 })).rejects.toMatchObject({ code: 'forbidden' });
    const back = { ...ref(), linkId: given.linkId };
    await expect(takeBackAccounting(noReveal, back)).rejects.toMatchObject({ code: 'forbidden' });
    for (const action of ['accounting.give', 'accounting.revoke'] as const) {
      expect((await eventsOf(org.orgId, action)).at(-1)).toMatchObject({ outcome: 'refused', recordId });
    }
    const other = await makeOrg();
    await expect(giveAccounting(other.officer, { ...ref(), days: 7 })).rejects.toMatchObject({ code: 'not_found' });
    await expect(takeBackAccounting(other.officer, back)).rejects.toMatchObject({ code: 'not_found' });
    for (const days of [0, 31, 1.5]) {
      await expect(give({ days })).rejects.toMatchObject({ code: 'invalid', fields: { days: '1 to 30 days' } });
    }
    await opened(await giveAccounting(org.operator, { ...ref(), days: 7 }));
  });
});

test('the answer to a link holds lines and PDF, and of a refused one the reason in words', async () => {
  const ask = (body: object) =>
    openAccountingResponse(
      new Request('http://localhost/api/accounting-links', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );
  const given = await give();
  const refused = await ask(held(given, 'WRONG-WRONG'));
  expect([refused.status, await refused.json()]).toMatchObject([
    403,
    { error: { reason: 'wrong_secret', message: expect.stringContaining('Tries left: 4') } },
  ]);
  const answer = await ask(held(given));
  const body = await answer.json();
  expect(answer.headers.get('cache-control')).toContain('no-store');
  expect(Buffer.from(body.pdf, 'base64').subarray(0, 5).toString()).toBe('%PDF-');
  expect(body.fileName).toMatch(new RegExp(`^accounting-${recordId}-.*\\.pdf$`));
  expect((await ask({ linkId: given.linkId })).status).toBe(400);
});
