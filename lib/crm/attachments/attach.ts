/** Files on a record: always sealed, name and bytes; each download is an event. */

import type { Readable } from 'node:stream';
import { type RecordRef, requireChangeable } from '@/lib/crm/records/record-access';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { sealText } from '@/lib/platform/crypto/detail-cipher';
import { attachments } from '@/lib/platform/db/schema/notes';
import { inOrg } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { TAKEN_TYPES } from '@/lib/platform/files/file-types';
import { removeFile } from '@/lib/platform/files/store';
import { storeFile } from '@/lib/platform/files/store-file';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { mayBeScannedOutside } from '@/lib/protection/agreements/scanner';
import { fileNameContext } from '@/lib/protection/disclose/notes-and-files';
import { mutate, unchanged } from '@/lib/protection/mutate';

export const MAX_ATTACHMENT_BYTES = 50 * 1_000_000;

export interface NewAttachment extends RecordRef {
  fileName: string;
  source: Readable;
  /** As announced; a body that ends before it was cut off. */
  expectedBytes?: number | null;
}

/**
 * Attaches a file. The bytes are sealed as they arrive and are in place before the row that names them is committed; a
 * crash in between leaves a sealed file without a row, which the nightly job removes.
 * What it is and whether it is infected is found out as for a file of a chat; an infected one is kept locked away.
 * @throws forbidden; not_found; invalid over 50 MB and for a kind that is not taken; internal when the scanner is away.
 */
export async function attachFile(
  ctx: Context,
  { fileName, source, expectedBytes, ...ref }: NewAttachment,
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
  const mayLeave = () => mayBeScannedOutside(ctx.orgId);
  const rules = { fileTypes: TAKEN_TYPES, maxBytes: MAX_ATTACHMENT_BYTES, mayLeave };
  const { name, ...file } = await storeFile(
    { fileName, source, expectedBytes: expectedBytes ?? null },
    place,
    keys,
    rules,
  );
  const sealedName = sealText('job', name, keys, fileNameContext(id)).toBytes();
  try {
    return await mutate(ctx, attempt, async (tx) => {
      await requireChangeable(tx, ctx, ref);
      const createdAt = clock.now();
      const inserted = tx.db.insert(attachments).values({
        orgId: tx.orgId,
        id,
        recordId: ref.recordId,
        sealedName,
        ...file,
        createdAt,
        createdBy: ctx.actor.id,
      });
      const { sizeBytes, contentType, state } = file;
      const facts = { sizeBytes, contentType, ...(state !== 'clean' && { state }) };
      const entry = { ...attempt, subjectId: id, facts };
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
