/** Zoho's SDK on what belongs to records: COQL, notes, attachments, timeline, bulk read and write. */
import { randomBytes } from 'node:crypto';
import { createReadStream, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as zoho from '@zohocrm/typescript-sdk-8.0';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeZip } from '@/lib/crm/imports/testing/make-xlsx';
import { beginJob } from '@/lib/platform/background/life';
import { addContact, makeHealthOrg } from '@/lib/tools/testing/health-org';
import type { TestOrg } from '@/lib/tools/testing/make-org';
import { unzip } from '@/lib/tools/testing/unzip';
import { objectOf, params, type RunningSdk, records, resultOf, startZohoSdk } from '@/lib/tools/testing/zoho-sdk';
import { readInBulk } from '@/lib/ways-in/jobs/handlers/bulk-read';
import { writeInBulk } from '@/lib/ways-in/jobs/handlers/bulk-write';

let org: TestOrg;
let sdk: RunningSdk;
let id: bigint;

beforeAll(async () => {
  org = await makeHealthOrg();
  sdk = await startZohoSdk(org);
  id = BigInt(await addContact(org, { Last_Name: 'Related', Email: 'related@example.org' }));
});

afterAll(() => sdk.stop());

const contactsModule = () => {
  const module = new zoho.Modules.MinifiedModule();
  module.setAPIName('Contacts');
  return module;
};

test('asks by COQL', async () => {
  const body = new zoho.Coql.BodyWrapper();
  body.setSelectQuery("select Last_Name, Email from Contacts where Last_Name = 'Related' limit 0, 10");
  const answer = objectOf(await new zoho.Coql.CoqlOperations().getRecords(body));
  expect(answer.getData()[0].getKeyValue('Email')).toBe('related@example.org');
  expect(answer.getInfo()).toMatchObject({ count: 1, moreRecords: false });
  body.setSelectQuery('select from');
  const refused = objectOf(await new zoho.Coql.CoqlOperations().getRecords(body));
  expect(refused.getCode().getValue()).toBe('SYNTAX_ERROR');
});

test('writes, reads, changes and deletes a note', async () => {
  const notes = new zoho.Notes.NotesOperations();
  const noteOf = (title: string, content?: string): zoho.Notes.BodyWrapper => {
    const note = new zoho.Notes.Note();
    note.setNoteTitle(title);
    if (content) {
      const parent = new zoho.Notes.ParentId();
      parent.setModule(contactsModule());
      parent.setId(id);
      note.setNoteContent(content);
      note.setParentId(parent);
    }
    const body = new zoho.Notes.BodyWrapper();
    body.setData([note]);
    return body;
  };
  const made = resultOf(await notes.createNotes(noteOf('First', 'Called back')));
  expect(made.code).toBe('SUCCESS');
  const noteId = BigInt(made.details.id as string);
  expect(resultOf(await notes.updateNote(noteId, noteOf('Second'))).code).toBe('SUCCESS');
  const [note] = objectOf(await notes.getNote(noteId)).getData();
  expect([note.getNoteTitle(), note.getNoteContent(), note.getParentId().getId()]).toEqual([
    'Second',
    'Called back',
    id,
  ]);
  const asked = await params([[zoho.Notes.GetNotesParam.FIELDS, 'Note_Title,Note_Content']]);
  expect(objectOf(await notes.getNotes(asked)).getData()).toHaveLength(1);
  expect(resultOf(await notes.deleteNote(noteId)).code).toBe('SUCCESS');
});

test('uploads a file, lists it, downloads the same bytes, deletes it', async () => {
  const attachments = new zoho.Attachments.AttachmentsOperations();
  const head = Buffer.from('%PDF-1.7\n');
  const bytes = Buffer.concat([head, randomBytes(200_000 - head.length)]);
  const path = join(sdk.folder, 'report.pdf');
  writeFileSync(path, bytes);
  const body = new zoho.Attachments.FileBodyWrapper();
  body.setFile(new zoho.StreamWrapper('report.pdf', createReadStream(path)));
  const made = resultOf(await attachments.uploadAttachments(id, 'Contacts', body));
  expect(made.code).toBe('SUCCESS');
  const fileId = BigInt(made.details.id as string);
  const asked = await params([[zoho.Attachments.GetAttachmentsParam.FIELDS, 'id,File_Name,Size']]);
  const [listed] = objectOf(await attachments.getAttachments(id, 'Contacts', asked)).getData();
  expect([listed.getId(), listed.getFileName(), listed.getSize()]).toEqual([fileId, 'report.pdf', '200000']);
  const file = objectOf(await attachments.getAttachment(fileId, id, 'Contacts')).getFile();
  expect(file.getName()).toBe('report.pdf');
  expect(Buffer.from(file.getStream()).equals(bytes)).toBe(true);
  expect(resultOf(await attachments.deleteAttachment(fileId, id, 'Contacts')).code).toBe('SUCCESS');
});

test('reads who changed what', async () => {
  await new zoho.Record.RecordOperations('Contacts').updateRecord(id, records([{ First_Name: 'Rita' }]));
  const answer = objectOf(await new zoho.Timelines.TimelinesOperations().getTimelines('Contacts', String(id)));
  const [latest] = answer.getTimeline();
  expect(latest.getFieldHistory()[0].getAPIName()).toBe('First_Name');
  expect(latest.getFieldHistory()[0].getValue().getNew()).toBe('Rita');
});

test('reads in bulk', async () => {
  const bulk = new zoho.BulkRead.BulkReadOperations();
  const query = new zoho.BulkRead.Query();
  query.setModule(contactsModule());
  query.setFields(['Last_Name', 'Email']);
  const body = new zoho.BulkRead.BodyWrapper();
  body.setQuery(query);
  const { code, details } = resultOf(await bulk.createBulkReadJob(body));
  expect(code).toBe('ADDED_SUCCESSFULLY');
  const jobId = String(details.id);
  const state = async () => objectOf(await bulk.getBulkReadJobDetails(BigInt(jobId))).getData()[0];
  expect((await state()).getState().getValue()).toBe('ADDED');
  await beginJob(org.orgId, jobId);
  await readInBulk(org.orgId, jobId, new AbortController().signal);
  expect((await state()).getState().getValue()).toBe('COMPLETED');
  expect((await state()).getResult().getCount()).toBe(1);
  const file = objectOf(await bulk.downloadResult(BigInt(jobId))).getFile();
  const entries = await unzip(Buffer.from(file.getStream()));
  expect(entries[`${jobId}.csv`]?.toString()).toContain('Related,related@example.org');
});

test('writes in bulk', async () => {
  const bulk = new zoho.BulkWrite.BulkWriteOperations();
  const path = join(sdk.folder, 'contacts.zip');
  writeFileSync(path, makeZip({ 'contacts.csv': 'Last_Name,Email\nBulk,bulk@example.org\n,none@example.org\n' }));
  const file = new zoho.BulkWrite.FileBodyWrapper();
  file.setFile(new zoho.StreamWrapper(undefined, undefined, path));
  const headers = new zoho.HeaderMap();
  await headers.add(zoho.BulkWrite.UploadFileHeader.FEATURE, 'bulk-write');
  await headers.add(zoho.BulkWrite.UploadFileHeader.X_CRM_ORG, org.orgId);
  const uploaded = objectOf(await bulk.uploadFile(file, headers));
  expect(uploaded.getCode().getValue()).toBe('FILE_UPLOAD_SUCCESS');
  const body = new zoho.BulkWrite.RequestWrapper();
  body.setCharacterEncoding('UTF-8');
  body.setOperation(new zoho.Choice('insert'));
  const resource = new zoho.BulkWrite.Resource();
  resource.setType(new zoho.Choice('data'));
  resource.setModule(contactsModule());
  resource.setFileId(String(uploaded.getDetails().get('file_id')));
  resource.setIgnoreEmpty(true);
  resource.setFieldMappings(
    ['Last_Name', 'Email'].map((name, index) => {
      const mapping = new zoho.BulkWrite.FieldMapping();
      mapping.setAPIName(name);
      mapping.setIndex(index);
      return mapping;
    }),
  );
  body.setResource([resource]);
  const started = objectOf(await bulk.createBulkWriteJob(body));
  expect(started.getCode().getValue()).toBe('SUCCESS');
  const jobId = String(started.getDetails().get('id'));
  await beginJob(org.orgId, jobId);
  await writeInBulk(org.orgId, jobId, new AbortController().signal);
  const job = objectOf(await bulk.getBulkWriteJobDetails(jobId));
  expect(job.getStatus()).toBe('COMPLETED');
  expect(job.getResource()[0].getFile()).toMatchObject({ addedCount: 1, skippedCount: 1, totalCount: 2 });
  const result = objectOf(await bulk.downloadBulkWriteResult(job.getResult().getDownloadUrl())).getFile();
  const [csv] = Object.values(await unzip(Buffer.from(result.getStream())));
  expect(csv?.toString()).toMatch(
    /^ROW,STATUS,RECORD_ID,ERRORS\r\n2,ADDED,\d+,\r\n3,SKIPPED,,MANDATORY_NOT_FOUND-Last_Name/,
  );
});
