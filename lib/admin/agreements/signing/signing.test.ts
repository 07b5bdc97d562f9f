import { randomUUID } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { plainDigest } from '@/lib/platform/crypto/bearer-mac';
import type { Id } from '@/lib/platform/ids';
import { keysOfOrg } from '@/lib/platform/org-keys';
import { ownerSql } from '@/lib/tools/testing/database';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { openSigningResponse, signResponse } from '@/lib/ways-in/http/open-signing';
import { createAgreement } from '../create';
import { getAgreement } from '../get';
import { downloadPaper, sha256Of } from '../papers';
import type { NewAgreement, SignInput } from '../schemas';
import {
  agreementInput,
  confirmAsked,
  coveredBy,
  coverOf,
  makeConnection,
  plainPdf,
  type TestConnection,
  upload,
} from '../testing/agreements';
import { textOf } from '../testing/pdf-text';
import { updateAgreement } from '../update';
import { withdrawAgreement } from '../withdraw';
import { type BoundSigning, signingDigest } from './link';
import { openSigning } from './open';
import { revokeLink, type Sent, sendForSigning } from './send';
import { signAgreement } from './sign';

let org: TestOrg;
let connection: TestConnection;
let id: Id;

beforeAll(async () => {
  org = await makeOrg();
  connection = await makeConnection(org);
});
beforeEach(async () => {
  ({ id } = await createAgreement(org.admin, input()));
});

const input = (given: Partial<NewAgreement> = {}) => agreementInput({ covers: [coverOf(connection)], ...given });
const send = (fileId: Id | null = null, ctx = org.admin) =>
  sendForSigning(ctx, { agreementId: id, fileId, ourName: 'Ada Admin', ourTitle: 'Head of Office' });
const heldOf = ({ signingId, path, secret }: Sent) => ({ signingId, token: path.split('#')[1] ?? '', secret });
const open = (sent: Sent, given: object = {}) => openSigning({ ...heldOf(sent), ...given }, randomUUID());
const sign = (sent: Sent, given: Partial<SignInput> = {}) =>
  signAgreement({ ...heldOf(sent), name: 'Lena List', title: 'CEO', consent: true, ...given }, randomUUID());
const events = async (action: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === id);
const bytesOf = async (fileId: Id) => buffer((await downloadPaper(org.admin, { agreementId: id, fileId })).stream);

describe('an agreement sent for signing', () => {
  test('is told by a link and a secret, once; both are kept as hashes, and sending is an event', async () => {
    const sent = await send();
    expect(sent.path).toMatch(new RegExp(`^/agreement/${sent.signingId}#${org.orgId}\\.[\\w-]{43}$`));
    expect(sent.secret).toMatch(/^[A-Z2-9]{5}-[A-Z2-9]{5}$/);
    const [row] = await ownerSql()`select * from agreement_signings where id = ${sent.signingId}`;
    const stored = JSON.stringify([row, await eventsOf(org.orgId)]);
    expect(stored).not.toContain(sent.secret);
    expect(stored).not.toContain(sent.path.split('.')[1]);
    expect(await events('agreement.send')).toMatchObject([{ facts: { signer: 'Ada Admin', title: 'Head of Office' } }]);
    expect((await getAgreement(org.admin, id)).status).toBe('sent');
  });

  test('is read as it was sent, as often as it takes; each opening is an event', async () => {
    const sent = await send();
    const opened = await open(sent, { secret: ` ${sent.secret.toLowerCase().replace('-', ' ')}` });
    if (!opened.ok) throw new Error(opened.why);
    const [paper] = (await getAgreement(org.admin, id)).papers;
    expect(opened).toMatchObject({ party: 'Lists Inc.', ourName: 'Ada Admin', sha256: paper?.sha256 });
    expect(sha256Of(opened.document).toString('hex')).toBe(paper?.sha256);
    expect((await textOf(opened.document)).join(' ')).toContain('Business Associate Agreement');
    expect(opened.words?.title).toBe('Business Associate Agreement');
    expect((await open(sent)).ok).toBe(true);
    expect(await events('agreement.open')).toHaveLength(2);
  });

  test('shows words on the page only where they give the very document: not of an uploaded one, not once one differs', async () => {
    const words = async (sent: Sent) => {
      const opened = await open(sent);
      return opened.ok ? opened.words : opened.why;
    };
    const { id: fileId } = await upload(org.admin, id, 'document');
    expect(await words(await send(fileId))).toBeNull();
    const sent = await send();
    await ownerSql()`update agreements set contact_name = 'Somebody else' where id = ${id}`;
    expect(await words(sent)).toBeNull();
  });

  test('signed, opens its doors once a second person has confirmed it, who is not the one who sent it', async () => {
    const sent = await send();
    expect(await sign(sent)).toMatchObject({ ok: true });
    expect((await getAgreement(org.admin, id)).status).toBe('waits');
    expect(await coveredBy(org, connection)).toBeUndefined();
    await expect(confirmAsked(org, id, org.admin)).rejects.toMatchObject({ code: 'forbidden' });
    await confirmAsked(org, id);
    expect(await coveredBy(org, connection)).toBe(id);
    const [told] = await ownerSql()<{ by: string }[]>`
      select facts ->> 'by' as by from notices
      where org_id = ${org.orgId} and kind = 'agreement.signed' and subject_id = ${id} limit 1`;
    expect(told?.by).toBe('Lena List (Lists Inc.)');
    await withdrawAgreement(org.admin, { agreementId: id });
  });

  test('has a certificate with both signers, the SHA-256 of the bytes that were sent, and the entry of the signing', async () => {
    const bytes = await plainPdf('Our own paper');
    const { id: fileId } = await upload(org.admin, id, 'document', bytes);
    const done = await sign(await send(fileId));
    if (!done.ok) throw new Error(done.why);
    const [paper] = (await getAgreement(org.admin, id)).papers;
    expect(paper).toMatchObject({ kind: 'signed', name: 'agreement-signed.pdf', createdBy: null });
    expect(await bytesOf(paper?.id ?? '')).toEqual(done.signed);
    const [entry] = await ownerSql()<{ id: string }[]>`
      select id::text from ledger_entries where org_id = ${org.orgId} and action = 'agreement.sign' and subject_id = ${id}`;
    const certificate = (await textOf(done.signed)).at(-1)?.replace(/\s+/g, ' ');
    for (const words of [
      sha256Of(bytes).toString('hex'),
      entry?.id,
      'Ada Admin',
      'Head of Office',
      'Lena List',
      'CEO',
    ]) {
      expect(certificate).toContain(words);
    }
    expect((await events('agreement.sign'))[0]?.facts).toMatchObject({
      signer: 'Lena List',
      sha256: sha256Of(bytes).toString('hex'),
      fileId: paper?.id,
    });
  });

  test('is signed once, however many sign at once', async () => {
    const sent = await send();
    const all = await Promise.all(Array.from({ length: 5 }, (_, n) => sign(sent, { name: `Signer ${n}` })));
    expect(all.filter(({ ok }) => ok)).toHaveLength(1);
    expect(all.filter((one) => !one.ok && one.why === 'signed')).toHaveLength(4);
    expect((await getAgreement(org.admin, id)).papers.filter(({ kind }) => kind === 'signed')).toHaveLength(1);
  });
});

describe('a link to sign', () => {
  const whyNot = async (sent: Sent) => {
    const [opened, signed] = [await open(sent), await sign(sent)];
    return [opened.ok ? 'open' : opened.why, signed.ok ? 'signed' : signed.why];
  };

  test('ends after five wrong secrets, also when they come at once, to open or to sign', async () => {
    const sent = await send();
    const wrong = { secret: 'AAAAA-AAAAA' };
    const tried = await Promise.all([...Array(4).fill(open), ...Array(3).fill(sign)].map((act) => act(sent, wrong)));
    expect(tried.map(({ why }) => why).sort()).toEqual([...Array(2).fill('burnt'), ...Array(5).fill('wrong_secret')]);
    expect(await whyNot(sent)).toEqual(['burnt', 'burnt']);
  });

  test('ends after 14 days', async () => {
    const sent = await send();
    expect(Math.round((Date.parse(sent.expiresAt) - Date.now()) / 86_400_000)).toBe(14);
    const [row] = await ownerSql()<[Omit<BoundSigning, 'expiresMs'> & { expiresAt: Date }]>`
      update agreement_signings s set expires_at = date_trunc('second', now()) - interval '1 second'
      from agreement_files f where s.id = ${sent.signingId} and f.id = s.file_id
      returning s.id::text, s.agreement_id::text as "agreementId", s.file_id::text as "fileId",
        encode(f.sha256, 'hex') as sha256, s.secret_hash as "secretHash", s.our_name as "ourName",
        s.our_title as "ourTitle", s.created_by::text as "createdBy", s.expires_at as "expiresAt"`;
    // By SQL alone it opens for nobody; with the digest that Careledger would have made, it is over.
    expect(await whyNot(sent)).toEqual(['wrong_link', 'wrong_link']);
    const bound = { ...row, expiresMs: new Date(row.expiresAt).getTime() };
    const token = plainDigest(heldOf(sent).token.split('.')[1] ?? '');
    const digest = signingDigest(await keysOfOrg(org.orgId), bound, token);
    await ownerSql()`update agreement_signings set link_hash = ${digest} where id = ${sent.signingId}`;
    expect(await whyNot(sent)).toEqual(['expired', 'expired']);
  });

  const ends: [string, (sent: Sent) => Promise<unknown>][] = [
    ['it is taken back', (sent) => revokeLink(org.officer, { agreementId: id, signingId: sent.signingId })],
    [
      'the agreement is changed',
      () => updateAgreement(org.admin, { ...input({ renewal: 'Yearly' }), agreementId: id }),
    ],
    ['another document is uploaded', () => upload(org.admin, id, 'document')],
    ['it is sent once more', () => send()],
    ['the agreement is withdrawn', () => withdrawAgreement(org.admin, { agreementId: id })],
  ];
  test.each(ends)('ends when %s, which is an event', async (_, act) => {
    const sent = await send();
    await act(sent);
    expect(await whyNot(sent)).toEqual(['revoked', 'revoked']);
    expect(await events('agreement.revoke_link')).toMatchObject([{ facts: { signingId: sent.signingId } }]);
  });

  test('is another than the one that was sent for nobody: wrong, of another org, or made up', async () => {
    const sent = await send();
    const other = await makeOrg();
    const token = heldOf(sent).token.split('.')[1];
    for (const wrong of ['', 'x', `${org.orgId}.${'A'.repeat(43)}`, `${other.orgId}.${token}`, `123.${token}`]) {
      expect(await open(sent, { token: wrong })).toEqual({ ok: false, why: 'wrong_link' });
      expect(await sign(sent, { token: wrong })).toEqual({ ok: false, why: 'wrong_link' });
    }
    expect((await open(sent)).ok).toBe(true);
  });

  const tamperings: [string, (sent: Sent, fileId: Id) => Promise<unknown>][] = [
    [
      'to another file',
      (sent, fileId) => ownerSql()`
      update agreement_signings set file_id = ${fileId} where id = ${sent.signingId}`,
    ],
    [
      'to a later end',
      (sent) => ownerSql()`
      update agreement_signings set expires_at = expires_at + interval '1 year' where id = ${sent.signingId}`,
    ],
    [
      'to another name of ours',
      (sent) => ownerSql()`
      update agreement_signings set our_name = 'Somebody' where id = ${sent.signingId}`,
    ],
  ];
  test.each(tamperings)('opens for nobody when SQL moves it %s', async (_, tamper) => {
    const { id: fileId } = await upload(org.admin, id, 'document');
    const sent = await send();
    await tamper(sent, fileId);
    expect(await whyNot(sent)).toEqual(['wrong_link', 'wrong_link']);
  });

  test('signs nothing when the agreement itself was changed by SQL', async () => {
    const sent = await send();
    await ownerSql()`update agreement_covers set destination = 'https://evil.example' where agreement_id = ${id}`;
    expect(await sign(sent)).toEqual({ ok: false, why: 'revoked' });
  });
});

describe('who may send and take back', () => {
  test('not an operator, and not another org', async () => {
    const sent = await send();
    const stranger = await makeOrg();
    const link = { agreementId: id, signingId: sent.signingId };
    await expect(send(null, org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(revokeLink(org.operator, link)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(send(null, stranger.admin)).rejects.toMatchObject({ code: 'not_found' });
    await expect(revokeLink(stranger.admin, link)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('what is signed is neither sent nor taken back', async () => {
    const sent = await send();
    await sign(sent);
    await expect(send()).rejects.toMatchObject({ code: 'conflict' });
    await expect(revokeLink(org.admin, { agreementId: id, signingId: sent.signingId })).rejects.toMatchObject({
      code: 'conflict',
    });
  });
});

test('a signer without a name, a title or consent, or with letters that cannot be set, is told so and may try again', async () => {
  const sent = await send();
  await expect(sign(sent, { name: ' ' })).rejects.toMatchObject({ fields: { name: expect.any(String) } });
  await expect(sign(sent, { title: '' })).rejects.toMatchObject({ fields: { title: expect.any(String) } });
  await expect(sign(sent, { consent: false as true })).rejects.toMatchObject({
    fields: { consent: expect.any(String) },
  });
  await expect(sign(sent, { name: '診療所' })).rejects.toMatchObject({ reason: 'LETTERS' });
  expect(await sign(sent)).toMatchObject({ ok: true });
});

describe('the door for somebody without an account', () => {
  const post = (respond: (request: Request) => Promise<Response>, body: unknown) =>
    respond(
      new Request('http://localhost/api/agreement-signings', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    );

  test('gives the document and, signed, the signed file, kept by no cache', async () => {
    const sent = await send();
    const opened = await post(openSigningResponse, heldOf(sent));
    expect([opened.status, opened.headers.get('cache-control')]).toEqual([200, 'no-store']);
    const { document, sha256 } = await opened.json();
    expect(sha256Of(Buffer.from(document, 'base64')).toString('hex')).toBe(sha256);
    const signed = await post(signResponse, { ...heldOf(sent), name: 'Lena List', title: 'CEO', consent: true });
    expect(
      Buffer.from((await signed.json()).signed, 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
  });

  test('says why not, how many tries are left, and which field is wrong', async () => {
    const sent = await send();
    const wrong = await post(openSigningResponse, { ...heldOf(sent), secret: 'AAAAA-AAAAA' });
    expect([wrong.status, (await wrong.json()).error.message]).toEqual([403, 'This is not the secret. Tries left: 4.']);
    const blank = await post(signResponse, { ...heldOf(sent), name: '', title: 'CEO', consent: true });
    expect([blank.status, (await blank.json()).error.fields]).toEqual([400, { name: 'Give your name.' }]);
  });
});
