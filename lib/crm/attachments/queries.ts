import type { Readable } from 'node:stream';
import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataOf } from '@/lib/crm/modules/metadata';
import { FIELD_REFUSED } from '@/lib/crm/records/filter';
import { type RecordRef, requireVisible } from '@/lib/crm/records/record-access';
import { canInOrg } from '@/lib/people/rights';
import type { Context } from '@/lib/platform/context';
import type { FileState } from '@/lib/platform/db/schema/chat';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { forbidden, notFound } from '@/lib/platform/errors';
import { readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import type { Door } from '@/lib/protection/compliance/doors';
import { isRestricted } from '@/lib/protection/compliance/policy';
import { withBudget } from '@/lib/protection/disclose/budget';
import { openFile, openFileNames } from '@/lib/protection/disclose/notes-and-files';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import { mutate } from '@/lib/protection/mutate';

export interface AttachmentDto {
  id: Id;
  /** Null when the asker may not read it: a file's name may name a patient. */
  name: string | null;
  /** Its name does not open; the file may. */
  damaged?: true;
  contentType: string;
  sizeBytes: number;
  /** Quarantined: a virus was found in it, so nobody downloads it. */
  state: FileState;
  createdAt: string;
  createdBy: Id;
}

interface AttachmentRow {
  id: Id;
  sealedName: Buffer;
  contentType: string;
  sizeBytes: number;
  state: FileState;
  createdAt: string;
  createdBy: Id;
}

const MOST_ATTACHMENTS = 200;

export interface AttachmentsAsked {
  /** `screen` when absent. */
  door?: Door;
  /** Only older ones: an id is a place in the list, whether its file is still there or not. */
  before?: Id;
  skip?: number;
  /** At most 201: a page, and whether there is more. */
  limit?: number;
}

/** Whether names of this module's files are told to the asker, through a door that is open. */
export const mayReadFileNames = (ctx: Context, module: ModuleDefinition): boolean =>
  !module.hipaa || canInOrg(ctx.rights, 'revealPhi');

/** A record's newest attachments. @throws forbidden, of a HIPAA module, through a door that is closed to PHI; not_found */
export async function listAttachments(
  ctx: Context,
  ref: RecordRef,
  { door = 'screen', before, skip = 0, limit = MOST_ATTACHMENTS }: AttachmentsAsked = {},
): Promise<AttachmentDto[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = await requireVisible(tx, ctx, ref);
    if (await isClosed(tx, module, door)) throw closed();
    const rows = await tx.sql<AttachmentRow[]>`
      select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes",
        state, created_at as "createdAt", created_by as "createdBy"
      from attachments where org_id = ${tx.orgId} and record_id = ${ref.recordId}
        and ${before ? tx.sql`id < ${before}` : tx.sql`true`}
      order by id desc limit ${Math.min(limit, MOST_ATTACHMENTS + 1)} offset ${skip}`;
    const own = { module, recordOf: () => ref.recordId };
    const names = mayReadFileNames(ctx, module) ? await openFileNames(tx, ctx, own, rows) : [];
    return rows.map(({ sealedName: _, ...row }, n) => ({
      ...row,
      createdAt: new Date(row.createdAt).toISOString(),
      name: names[n] ?? null,
      ...(names[n] === null && { damaged: true as const }),
    }));
  });
}

export interface Download {
  name: string;
  contentType: string;
  sizeBytes: number;
  stream: Readable;
}

const isClosed = async (tx: Tx, module: ModuleDefinition, door: Door): Promise<boolean> =>
  module.hipaa && isRestricted(door, (await metadataOf(tx)).compliance);

const closed = () => {
  const message = 'Files of this module do not leave this way.';
  return forbidden(message, { reason: FIELD_REFUSED, fields: { File_Name: message } });
};

const quarantined = () =>
  forbidden('A virus was found in this file. It is kept locked away and cannot be downloaded.', {
    reason: 'QUARANTINED',
  });

/** The line of the accounting: a program receives it, or it comes into a person's hands as a file. */
function noteLeft(
  tx: Tx,
  ctx: Context,
  { id: moduleId }: ModuleDefinition,
  { recordId, id: subjectId, door }: { recordId: Id; id: Id; door: Door },
): Promise<void> {
  const about = { moduleId, fields: ['$files'], recordIds: [recordId], subjectId };
  return noteDisclosures(tx, ctx, [
    door === 'api' ? { exit: 'api', ...about } : { exit: 'download', purpose: 'operations', ...about },
  ]);
}

/** Opens an attachment for download; the event is committed before the first byte is opened. */
export async function downloadAttachment(
  ctx: Context,
  { id, ...ref }: RecordRef & { id: Id },
  door: Door = 'screen',
): Promise<Download> {
  const about = { module: ref.module, recordId: ref.recordId, subjectId: id, door };
  const attempt = { action: 'attachment.download', ...about } as const;
  const found = await withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      const module = await requireVisible(tx, ctx, ref);
      if (await isClosed(tx, module, door)) throw closed();
      if (module.hipaa) assertMayReveal(ctx, module);
      const [row] = await tx.sql<Omit<AttachmentRow, 'createdAt' | 'createdBy'>[]>`
      select id, sealed_name as "sealedName", content_type as "contentType", size_bytes as "sizeBytes", state
      from attachments
      where org_id = ${tx.orgId} and id = ${id} and record_id = ${ref.recordId}`;
      if (!row) throw notFound('The attachment');
      if (row.state !== 'clean') throw quarantined();
      const [opened] = await openFileNames(tx, ctx, { module, recordOf: () => ref.recordId }, [row]);
      const name = opened ?? 'file';
      const spent = module.hipaa ? await spend(tx, door === 'screen' ? 'one' : 'bulk', 1) : [];
      if (module.hipaa) await noteLeft(tx, ctx, module, { recordId: ref.recordId, id, door });
      return { value: { ...row, name }, entries: [attempt, ...spent] };
    }),
  );
  const source = await readSealedFile({ orgId: ctx.orgId, fileId: id });
  const stream = await openFile(ctx.orgId, id, source);
  return { name: found.name, contentType: found.contentType, sizeBytes: found.sizeBytes, stream };
}
