/**
 * Everything about one record in one readable file, for the person it is about (45 CFR 164.524): fields with the marked
 * ones opened, notes, files, history, and the records that point to it with theirs (`related.ts`). It is the patient's own right of access, so the switch that
 * keeps marked data from exports does not bind it; the rights to reveal and to export do, and the purpose is in the event.
 */

import { Readable } from 'node:stream';
import { assertModuleRight, visibleRecords } from '@/lib/crm/modules/visibility';
import { requireVisible } from '@/lib/crm/records/record-access';
import { assertFresh } from '@/lib/people/auth/fresh';
import { tellFinished } from '@/lib/people/notices/job-finished';
import { finishJob } from '@/lib/platform/background/life';
import { startJob } from '@/lib/platform/background/start';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { removeFile, writeSealedFile } from '@/lib/platform/files/store';
import { type ZipEntry, zipOf } from '@/lib/platform/files/zip';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { withBudget } from '@/lib/protection/disclose/budget';
import { assertMayReveal } from '@/lib/protection/disclose/reveal';
import { assertSeesAll, openForSubject } from '@/lib/protection/disclose/subject';
import { mutate } from '@/lib/protection/mutate';
import type { RunOptions } from '../audit/export';
import { attachedFiles } from '../bundle/attached-files';
import { type Held, heldInAll } from '../held';
import type { SubjectExportRequest } from '../schemas';
import { subjectPage } from './page';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Starts the export; a job writes it. @returns the job's id. @throws forbidden; not_found; invalid for another purpose. */
export async function startSubjectExport(ctx: Context, request: SubjectExportRequest): Promise<{ jobId: Id }> {
  const { module: moduleName, recordId, purpose, attachments } = request;
  const attempt = { action: 'export.start', module: moduleName, recordId, door: 'export' } as const;
  if (purpose !== 'patient_request') {
    throw invalid('Everything about a record leaves at the request of the patient only.', {
      fields: { purpose: 'Request of the patient only.' },
    });
  }
  return withBudget(ctx, (spend) =>
    mutate(ctx, attempt, async (tx) => {
      const module = await requireVisible(tx, ctx, request);
      assertMayReveal(ctx, module);
      assertModuleRight(ctx, module, 'export');
      assertFresh(ctx);
      assertSeesAll(module);
      const params = { recordId, purpose, attachments };
      const jobId = await startJob(tx, ctx, { kind: 'subject_export', module: moduleName, params });
      const facts = { everything: true, attachments };
      return {
        value: { jobId },
        entries: [{ ...attempt, subjectId: jobId, purpose, facts }, ...(await spend(tx, 'one', 1))],
      };
    }),
  );
}

/** Writes the file of a started export and ends its job. Started again, it begins anew, with an event of its own. */
export async function runSubjectExport(
  ctx: Context,
  jobId: Id,
  request: SubjectExportRequest,
  { report, signal }: RunOptions,
): Promise<void> {
  const { module, recordId, purpose, attachments } = request;
  const place = { orgId: ctx.orgId, fileId: jobId };
  const opened = await openForSubject(ctx, { module, recordId, purpose, jobId });
  const counter = { files: 0 };
  const held: Held[] = [{ fields: { [module]: [] }, names: [], files: [] }];
  const page = () => subjectPage(ctx, request, opened, { jobId, signal, held });
  const content = attachments ? zipOf(zipped(ctx, request, page, { jobId, counter, signal })) : Readable.from(page());
  const { sizeBytes } = await writeSealedFile(await inOrg(ctx.orgId, keysOf), place, content, { signal });
  await report(1, 1);
  const day = dayOf(clock.now());
  const fileName = `${module}-${recordId}-${day}.${attachments ? 'zip' : 'html'}`;
  const attempt = { action: 'export.finish', module, recordId, subjectId: jobId, door: 'export' } as const;
  try {
    await mutate(ctx, attempt, async (tx) => {
      const result = {
        fileName,
        sizeBytes,
        files: counter.files,
        held: heldInAll(held),
        ...(opened.damaged && { unopened: 1 }),
      };
      await finishJob(tx, jobId, { result, expiresAt: new Date(clock.nowMs() + KEPT_FOR_MS) });
      await tellFinished(tx, ctx, { id: jobId, what: 'subject' });
      return { value: undefined, entries: [{ ...attempt, facts: { everything: true, files: counter.files } }] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

interface Zipping {
  jobId: Id;
  /** Counts the files written. */
  counter: { files: number };
  signal: AbortSignal;
}

async function* zipped(
  ctx: Context,
  request: SubjectExportRequest,
  page: () => AsyncIterable<string>,
  { jobId, counter, signal }: Zipping,
): AsyncGenerator<ZipEntry> {
  yield { name: 'record.html', content: page() };
  yield* attachedFiles(ctx, (tx) => oneRecord(tx, ctx, request), {
    jobId,
    folder: 'attachments',
    signal,
    mayLeave: async (_tx, asker, module) => {
      if (module.hipaa) assertMayReveal(asker, module);
      return true;
    },
    counted: (what) => {
      if (what === 'written') counter.files += 1;
    },
    // In the line that was written when the record was opened.
    leaving: () => undefined,
  });
}

async function oneRecord(tx: Tx, ctx: Context, request: SubjectExportRequest) {
  const module = await requireVisible(tx, ctx, request);
  const where = tx.sql`${visibleRecords(tx, ctx, module)} and id = ${request.recordId}`;
  return { module, query: { module, where, confirm: [], searched: [] } };
}
