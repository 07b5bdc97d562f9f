import type { Readable } from 'node:stream';
import { isProtected } from '@/lib/crm/records/list-fields';
import { readJob } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import { hasFile, readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { assertJobKept } from '@/lib/protection/integrity/kept-job';
import { mutate } from '@/lib/protection/mutate';
import { assertBulkStillLeaves } from './read';

export interface BulkDownload {
  content: Readable;
  /** API names of the marked or sealed fields in it. */
  opened: string[];
}

/**
 * Opens the file of a bulk read; the event is committed before a byte is opened.
 * @throws not_found for somebody else's; conflict when it is not finished or has expired; forbidden when a field in it, or
 * in its criteria, was restricted since, or SQL changed whose or what it is.
 */
export async function downloadBulkRead(ctx: Context, jobId: Id): Promise<BulkDownload> {
  const job = await inOrg(ctx.orgId, async (tx) => {
    const found = await readJob(tx, jobId);
    if (found?.kind !== 'bulk_read' || found.createdBy !== ctx.actor.id) throw notFound('The job');
    await assertJobKept(tx, found);
    return found;
  });
  const place = { orgId: ctx.orgId, fileId: jobId };
  const about = { action: 'export.download', subjectId: jobId, module: job.module ?? '', door: 'api' } as const;
  const opened = await mutate(ctx, about, async (tx) => {
    const held = await assertBulkStillLeaves(tx, ctx, job);
    if (job.status !== 'done' || job.result === null) throw conflict('The bulk read is not finished.');
    const isThere = job.expiresAt !== null && job.expiresAt > clock.now() && (await hasFile(place));
    if (!isThere) throw conflict('This bulk read has expired. Start a new one.', { reason: 'EXPIRED' });
    const fields = held.filter(isProtected).map(({ apiName }) => apiName);
    return { value: fields, entries: [{ ...about, fields, facts: { rows: Number(job.result?.rows ?? 0) } }] };
  });
  return { content: await openFile(ctx.orgId, jobId, await readSealedFile(place)), opened };
}
