import { Readable } from 'node:stream';
import { z } from 'zod';
import { attachFile, deleteAttachment } from '@/lib/crm/attachments/attach';
import { downloadAttachment, listAttachments, mayReadFileNames } from '@/lib/crm/attachments/queries';
import { inOrg } from '@/lib/platform/db/transaction';
import { restricted } from '../api-error';
import { apiTime } from '../api-time';
import { deleteEach } from '../delete-each';
import { type Endpoint, json, nothing } from '../endpoint';
import { notingRefusals } from '../noted';
import { refOf } from '../notes/of-record';
import { namesIn, readQuery } from '../read-query';
import { idOf, idsIn } from '../records/ids';
import { peopleOf } from '../records/people';
import { moduleFor } from '../records/write';
import { relatedNeed } from '../related-need';
import { assertKnown, pageById, pickKeys, relatedQuery } from '../related-paging';
import { ATTACHMENT_FIELDS, toApiAttachments } from './attachment-json';

const LIST = '/crm/v8/{module}/{id}/Attachments';
const ONE = `${LIST}/{attachmentId}`;

const listEndpoint: Endpoint = {
  method: 'get',
  path: LIST,
  tag: 'Attachments',
  summary: 'List the files of a record',
  need: relatedNeed('Attachments', 'READ'),
  query: relatedQuery,
  answers: { 200: 'RecordList', 204: 'No files', 400: 'INVALID_QUERY: its files may hold PHI and do not leave here' },
  async run(call) {
    const { ctx } = call;
    const module = await moduleFor(call);
    const ref = refOf(call);
    const { fields, ...asked } = readQuery(relatedQuery, call.query);
    assertKnown(fields, ATTACHMENT_FIELDS);
    const page = await pageById(call, { list: 'api.attachments', by: ref }, asked);
    const files = await notingRefusals(call, { action: 'attachment.download', ...ref }, async () => {
      const files = await listAttachments(ctx, ref, { door: 'api', ...page.reads });
      // Without its key the rest of the list stands for itself; who asks for the names by name is told.
      const named = namesIn(fields ?? '').includes('File_Name');
      if (named && !mayReadFileNames(ctx, module)) throw restricted('File_Name', 'NOT_READABLE');
      return files;
    });
    const { shown, info } = page.cut(files);
    if (shown.length === 0) return nothing();
    return json({ data: pickKeys(await toApiAttachments(ctx, ref, shown), fields), info });
  },
};

const uploadEndpoint: Endpoint = {
  method: 'post',
  path: LIST,
  tag: 'Attachments',
  summary: 'Attach a file to a record',
  need: relatedNeed('Attachments', 'CREATE'),
  body: 'multipart/form-data',
  answers: { 200: 'WriteResult', 413: 'The file is over 50 MB' },
  async run(call) {
    const { ctx } = call;
    await moduleFor(call);
    const ref = refOf(call);
    const { fileName, source } = await call.body();
    try {
      const { id, createdAt } = await attachFile(ctx, { ...ref, fileName, source });
      const people = await inOrg(ctx.orgId, (tx) => peopleOf(tx, [ctx.actor.id]));
      const by = { name: people[ctx.actor.id]?.name ?? null, id: ctx.actor.id };
      const time = apiTime(createdAt.toISOString(), ctx.timeZone);
      const details = { Modified_Time: time, Modified_By: by, Created_Time: time, id, Created_By: by };
      const message = 'attachment uploaded successfully';
      return json({ data: [{ code: 'SUCCESS', details, message, status: 'success' }] });
    } finally {
      source.destroy();
    }
  },
};

const downloadEndpoint: Endpoint = {
  method: 'get',
  path: ONE,
  tag: 'Attachments',
  summary: 'Download a file',
  need: relatedNeed('Attachments', 'READ'),
  answers: { 200: 'The bytes of the file', 404: 'No such file' },
  async run(call) {
    await moduleFor(call);
    const ref = { ...refOf(call), id: idOf(call.params.attachmentId) };
    const file = await downloadAttachment(call.ctx, ref, 'api');
    return new Response(Readable.toWeb(file.stream) as ReadableStream<Uint8Array>, {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(file.sizeBytes),
        // Never inline: what people attach may be active content.
        'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
      },
    });
  },
};

const deleteEndpoint: Endpoint = {
  method: 'delete',
  path: ONE,
  tag: 'Attachments',
  summary: 'Delete a file',
  need: relatedNeed('Attachments', 'DELETE'),
  answers: { 200: 'WriteResult', 404: 'No such file' },
  async run(call) {
    await moduleFor(call);
    const id = idOf(call.params.attachmentId);
    await deleteAttachment(call.ctx, { ...refOf(call), id });
    return json({ data: [{ code: 'SUCCESS', details: { id }, message: 'record deleted', status: 'success' }] });
  },
};

const idsQuery = z.object({ ids: z.string().min(1).describe('At most 100, with commas between') });

const deleteSeveral: Endpoint = {
  method: 'delete',
  path: LIST,
  tag: 'Attachments',
  summary: 'Delete files',
  need: relatedNeed('Attachments', 'DELETE'),
  query: idsQuery,
  answers: { 200: 'WriteResult', 207: 'WriteResult' },
  async run(call) {
    await moduleFor(call);
    const ref = refOf(call);
    return deleteEach(call, idsIn(readQuery(idsQuery, call.query).ids, 'ids'), (id) =>
      deleteAttachment(call.ctx, { ...ref, id }),
    );
  },
};

export const attachmentsEndpoints: readonly Endpoint[] = [
  listEndpoint,
  uploadEndpoint,
  downloadEndpoint,
  deleteEndpoint,
  deleteSeveral,
];
