import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { PDFArray, PDFDocument, PDFName, PDFRawStream, PDFString } from '@cantoo/pdf-lib';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { filesFolder } from '@/lib/platform/files/store';
import { type Id, newId } from '@/lib/platform/ids';
import { eventsOf } from '@/lib/tools/testing/events';
import { makeOrg, type TestOrg } from '@/lib/tools/testing/make-org';
import { expireFiles } from '@/lib/ways-in/jobs/handlers/expire-files';
import { createAgreement } from './create';
import { getAgreement } from './get';
import { downloadPaper, sha256Of } from './papers';
import { agreementInput, plainPdf, upload } from './testing/agreements';

let org: TestOrg;
let id: Id;

beforeAll(async () => {
  org = await makeOrg();
});
beforeEach(async () => {
  ({ id } = await createAgreement(org.admin, agreementInput()));
});

const download = async (fileId: Id, ctx = org.admin) =>
  buffer((await downloadPaper(ctx, { agreementId: id, fileId })).stream);
const events = async (action: Parameters<typeof eventsOf>[1]) =>
  (await eventsOf(org.orgId, action)).filter(({ subjectId }) => subjectId === id);

describe('a paper', () => {
  test('is kept sealed and comes back as it was; each upload and download is an event', async () => {
    const bytes = await plainPdf('Between us');
    const { id: fileId } = await upload(org.admin, id, 'document', bytes);
    const onDisk = await readFile(join(filesFolder(), org.orgId, fileId));
    expect(onDisk.includes('%PDF')).toBe(false);
    expect(await download(fileId)).toEqual(Buffer.from(bytes));
    await download(fileId, org.officer);
    const sha256 = sha256Of(bytes).toString('hex');
    expect((await getAgreement(org.admin, id)).papers).toMatchObject([
      { id: fileId, kind: 'document', name: 'agreement.pdf', sizeBytes: bytes.length, sha256, createdBy: 'Ada Admin' },
    ]);
    expect((await events('agreement.upload'))[0]?.facts).toMatchObject({ fileId, sha256 });
    expect((await events('agreement.download')).map(({ actorId }) => actorId)).toEqual([
      org.admin.actor.id,
      org.officer.actor.id,
    ]);
  });

  test('stays beside a later version, the newest first', async () => {
    const { id: first } = await upload(org.admin, id, 'document');
    const { id: second } = await upload(org.admin, id, 'document');
    expect((await getAgreement(org.admin, id)).papers.map((paper) => paper.id)).toEqual([second, first]);
  });

  test('is no leftover: what cleans up after cut uploads leaves it', async () => {
    const { id: fileId } = await upload(org.admin, id, 'document');
    await expireFiles(new Date(Date.now() + 3 * 86_400_000));
    expect((await download(fileId)).length).toBeGreaterThan(100);
  });

  test('is given to nobody else: not to operators, not by another agreement, not to another org', async () => {
    const { id: fileId } = await upload(org.admin, id, 'document');
    const other = await createAgreement(org.admin, agreementInput());
    const stranger = await makeOrg();
    await expect(download(fileId, org.operator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(downloadPaper(org.admin, { agreementId: other.id, fileId })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(download(fileId, stranger.admin)).rejects.toMatchObject({ code: 'not_found' });
    await expect(download(newId())).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('a PDF is refused by name', () => {
  const refused = async (bytes: Uint8Array) =>
    upload(org.admin, id, 'signed', bytes).then(
      () => 'taken',
      (error) => error.message as string,
    );
  const made = async (change: (pdf: PDFDocument) => void | Promise<void>, options = {}) => {
    const pdf = await PDFDocument.create();
    pdf.addPage();
    await change(pdf);
    return pdf.save(options);
  };
  const openAction = (pdf: PDFDocument, action: Record<string, string | PDFName | PDFString>) =>
    pdf.catalog.set(PDFName.of('OpenAction'), pdf.context.obj(action as Record<string, PDFName>));
  const javascript = (pdf: PDFDocument) =>
    openAction(pdf, { S: PDFName.of('JavaScript'), JS: PDFString.of('app.alert(1)') });

  test.each([true, false])('with JavaScript, in an object stream or not (%s)', async (useObjectStreams) => {
    const bytes = await made((pdf) => void javascript(pdf), { useObjectStreams });
    expect(await refused(bytes)).toMatch('This PDF contains JavaScript.');
  });

  test('with JavaScript in its name tree', async () => {
    expect(await refused(await made((pdf) => pdf.addJavaScript('main', 'app.alert(1)')))).toMatch('JavaScript');
  });

  test('with JavaScript whose name is written in another way', async () => {
    const bytes = await made((pdf) => void javascript(pdf), { useObjectStreams: false });
    const text = Buffer.from(bytes).toString('latin1').replace('/JavaScript', '/JavaScr#69pt').replace('/JS', '/J#53');
    expect(await refused(Buffer.from(text, 'latin1'))).toMatch('JavaScript');
  });

  test('with JavaScript in a part that a later one replaces', async () => {
    const bytes = await made((pdf) => void javascript(pdf), { useObjectStreams: false });
    const text = Buffer.from(bytes).toString('latin1');
    const number = /(\d+) 0 obj\s*<<[^>]*JavaScript/.exec(text)?.[1];
    const later = `${text}\n${number} 0 obj\n<< /Type /Catalog >>\nendobj\n`;
    expect(number).toBeDefined();
    expect(await refused(Buffer.from(later, 'latin1'))).toMatch('JavaScript');
  });

  test('that starts a program', async () => {
    const bytes = await made((pdf) => void openAction(pdf, { S: PDFName.of('Launch'), F: PDFString.of('calc.exe') }));
    expect(await refused(bytes)).toMatch('This PDF starts a program');
  });

  test('with another file in it', async () => {
    expect(await refused(await made((pdf) => pdf.attach(Buffer.from('x'), 'x.exe')))).toMatch('has other files in it');
    const unnamed = await made((pdf) => {
      const file = pdf.context.register(PDFRawStream.of(pdf.context.obj({}), Buffer.from('x')));
      const spec = pdf.context.obj({ F: PDFString.of('x'), EF: { F: file } });
      pdf.catalog.set(PDFName.of('AF'), PDFArray.withContext(pdf.context));
      pdf.catalog.lookup(PDFName.of('AF'), PDFArray).push(spec);
    });
    expect(await refused(unnamed)).toMatch('has other files in it');
  });

  test('that is encrypted', async () => {
    const bytes = await made((pdf) => pdf.encrypt({ userPassword: 'secret', ownerPassword: 'secret' }), {
      useObjectStreams: false,
    });
    expect(await refused(bytes)).toMatch('encrypted');
  });

  test('that is none, or is cut off', async () => {
    expect(await refused(Buffer.from('hello'))).toMatch('not taken here');
    expect(await refused(new Uint8Array())).toMatch('empty');
    expect(await refused((await plainPdf()).subarray(0, 200))).toMatch('cannot be read as a PDF');
    expect(await refused(Buffer.from('%PDF-1.7\nnothing'))).toMatch('cannot be read as a PDF');
    expect((await getAgreement(org.admin, id)).papers).toEqual([]);
  });

  test('and a plain one, with links and a form, is taken', async () => {
    const bytes = await made((pdf) => {
      pdf.getForm().createTextField('name').addToPage(pdf.getPage(0));
      openAction(pdf, { S: PDFName.of('URI'), URI: PDFString.of('https://example.com') });
    });
    expect(await refused(bytes)).toBe('taken');
  });
});
