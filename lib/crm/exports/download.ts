/** Downloading what an export made: its owner only, while it is there, and each time an event before a byte is read. */

import type { Readable } from 'node:stream';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { type Job, readJob } from '@/lib/platform/background/life';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { JobKind } from '@/lib/platform/db/schema/jobs';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict, notFound } from '@/lib/platform/errors';
import { hasFile, readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import { assertSeesAll } from '@/lib/protection/disclose/subject';
import { assertJobKept } from '@/lib/protection/integrity/kept-job';
import type { LedgerAction } from '@/lib/protection/ledger/actions';
import { mutate } from '@/lib/protection/mutate';
import { contentTypeOf } from './formats';
import { assertStillLeaves, heldIn } from './held';

export interface Download {
  fileName: string;
  contentType: string;
  /** Clear bytes, opened as they are read. */
  content: Readable;
}

const ACTION_OF: Partial<Record<JobKind, LedgerAction>> = {
  export: 'export.download',
  audit_export: 'ledger.download',
  subject_export: 'export.download',
};

/**
 * Opens the file of an export.
 * @throws not_found for another person's or another thing; conflict when it is not finished or has expired; forbidden
 * when the right to export was taken away meanwhile, a field in it was restricted, or SQL changed whose or what it is.
 */
export async function downloadExport(ctx: Context, jobId: Id): Promise<Download> {
  const job = await findExport(ctx, jobId);
  const place = { orgId: ctx.orgId, fileId: jobId };
  const action = ACTION_OF[job.kind] ?? 'export.download';
  const about = { action, subjectId: jobId, ...(job.module !== null && { module: job.module }) };
  await mutate(ctx, about, async (tx) => {
    if (job.kind === 'audit_export') assertOrgRight(ctx, 'exportLedger');
    if (job.module !== null) await assertStillLeaves(tx, ctx, heldIn(job.result?.held, job.module));
    if (job.kind === 'subject_export') {
      const module = getModule(await metadataFor(tx, ctx), job.module ?? '');
      assertMayReveal(ctx, module);
      assertSeesAll(module);
    }
    if (job.status !== 'done' || job.result === null) throw conflict('The export is not finished.');
    if (job.expiresAt === null || job.expiresAt <= clock.now()) {
      throw conflict('This export has expired. Start a new one.', { reason: 'EXPIRED' });
    }
    if (!(await hasFile(place))) throw notFound('The file of this export');
    return { value: undefined, entries: [{ ...about, facts: countsOf(job) }] };
  });
  const fileName = fileNameOf(job);
  const content = await openFile(ctx.orgId, jobId, await readSealedFile(place));
  return { fileName, contentType: contentTypeOf(fileName), content };
}

async function findExport(ctx: Context, jobId: Id): Promise<Job> {
  return inOrg(ctx.orgId, async (tx) => {
    const job = await readJob(tx, jobId);
    if (job?.createdBy !== ctx.actor.id || !(job.kind in ACTION_OF)) throw notFound('The export');
    await assertJobKept(tx, job);
    return job;
  });
}

/** How much left with it: `entries` of the audit log, `rows` of a module. */
function countsOf({ result }: Job): Record<string, number> {
  const counts = Object.entries(result ?? {}).filter((pair): pair is [string, number] => typeof pair[1] === 'number');
  return Object.fromEntries(counts);
}

/** The handler names the file without anything of a record in it. */
const fileNameOf = ({ result, id }: Job): string =>
  typeof result?.fileName === 'string' ? result.fileName : `export-${id}.csv`;
