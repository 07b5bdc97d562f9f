/** Files on a record: always sealed, name and bytes; each download is an event. */
import type { Readable } from 'node:stream';
import type { Context } from '../context';
import { sealText } from '../crypto/detail-cipher';
import { attachments } from '../db/schema/notes';
import { inOrg } from '../db/transaction';
import { fileNameContext } from '../disclose/papers';
import { notFound } from '../errors';
import { cleanFileName } from '../files/file-name';
import { sniff } from '../files/sniff';
import { removeFile, writeSealedFile } from '../files/store';
import { type Id, newId } from '../ids';
import { mutate, unchanged } from '../mutate';
import { keysOf } from '../org-keys';
import { type RecordRef, requireChangeable } from '../records/record-access';

export const MAX_ATTACHMENT_BYTES = 50 * 1_000_000;

export interface NewAttachment extends RecordRef {
  fileName: string;
  source: Readable;
}

/**
 * Attaches a file. The bytes are sealed as they arrive and are in place before the row that names them is committed; a
 * crash in between leaves a sealed file without a row, which the nightly job removes.
 * @throws forbidden; not_found; invalid over 50 MB.
 */
export async function attachFile(
  ctx: Context,
  { fileName, source, ...ref }: NewAttachment,
): Promise<{ id: Id; createdAt: Date }> {
  const attempt = { action: 'attachment.create', module: ref.module, recordId: ref.recordId } as const;
  // Rights before a single byte is written; asked again when the row is.
  await mutate(ctx, attempt, async (tx) => {
    await requireChangeable(tx, ctx, ref);
    return unchanged();
  });
  const id = newId();
  const place = { orgId: ctx.orgId, fileId: id };
  const keys = await inOrg(ctx.orgId, keysOf);
  const { contentType, bytes } = await sniff(source);
  const { sizeBytes } = await writeSealedFile(keys, place, bytes, { maxBytes: MAX_ATTACHMENT_BYTES });
  const sealedName = sealText('job', cleanFileName(fileName), keys, fileNameContext(id)).toBytes();
  try {
    return await mutate(ctx, attempt, async (tx) => {
      await requireChangeable(tx, ctx, ref);
      const createdAt = new Date();
      const inserted = tx.db.insert(attachments).values({
        orgId: tx.orgId,
        id,
        recordId: ref.recordId,
        sealedName,
        contentType,
        sizeBytes,
        createdAt,
        createdBy: ctx.actor.id,
      });
      const entry = { ...attempt, subjectId: id, facts: { sizeBytes, contentType } };
      return { value: { id, createdAt }, writes: [inserted], entries: [entry] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

/** Deletes an attachment, row first: a file left behind by a crash is removed by the nightly job. */
export async function deleteAttachment(ctx: Context, { id, ...ref }: RecordRef & { id: Id }): Promise<void> {
  const attempt = { action: 'attachment.delete', module: ref.module, recordId: ref.recordId, subjectId: id } as const;
  await mutate(ctx, attempt, async (tx) => {
    await requireChangeable(tx, ctx, ref);
    const gone = await tx.sql`
      delete from attachments where org_id = ${tx.orgId} and id = ${id} and record_id = ${ref.recordId} returning id`;
    if (gone.length === 0) throw notFound('The attachment');
    return { value: undefined, entries: [attempt] };
  });
  await removeFile({ orgId: ctx.orgId, fileId: id });
}
