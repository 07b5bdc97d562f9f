import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';
import { CareledgerError, conflict } from '@/lib/platform/errors';
import { readSealedFile } from '@/lib/platform/files/store';
import type { ZipEntry } from '@/lib/platform/files/zip';
import type { Id } from '@/lib/platform/ids';
import { openFile, openFileNames } from '@/lib/protection/disclose/notes-and-files';
import type { NewEntry } from '@/lib/protection/ledger/append';
import { atLeastOne, mutate, unchanged } from '@/lib/protection/mutate';
import { safeFileName, uniqueName } from '../file-names';
import { filesLeave } from '../held';
import type { AskPlan } from '../rows/plan';

/** A plan that may hold no field: which records the files hang on. */
export type AskRecords = (tx: Tx) => Promise<Pick<Awaited<ReturnType<AskPlan>>, 'module' | 'query'>>;

export interface FilesOptions {
  /** The job that writes the zip, for the events. */
  jobId: Id;
  /** The folder in the zip. */
  folder: string;
  signal: AbortSignal;
  /** Asked in each batch; those of the export door when absent. */
  mayLeave?: typeof filesLeave;
  counted: (what: 'written' | 'missing') => void;
  /** Told of files of a module that is selected for HIPAA, in the transaction of their events. */
  leaving: (recordIds: readonly Id[]) => void;
}

interface FileRow {
  id: Id;
  recordId: Id;
  sealedName: Buffer;
}

const BATCH = 100;

/** The files attached to the records of a plan, but those that are locked away. Each is an event, committed before its first byte is opened. */
export async function* attachedFiles(ctx: Context, ask: AskRecords, options: FilesOptions): AsyncGenerator<ZipEntry> {
  let after: FileRow | undefined;
  let taken = new Set<string>();
  for (;;) {
    options.signal.throwIfAborted();
    const batch = await nextFiles(ctx, ask, options, after);
    for (const { row, name } of batch) {
      if (row.recordId !== after?.recordId) taken = new Set();
      after = row;
      const content = await openOne(ctx, row.id);
      options.counted(content ? 'written' : 'missing');
      const safe = uniqueName(safeFileName(name), taken);
      if (content) yield { name: `${options.folder}/${row.recordId}/${safe}`, content };
    }
    if (batch.length < BATCH) return;
  }
}

function nextFiles(
  ctx: Context,
  ask: AskRecords,
  { jobId, leaving, mayLeave = filesLeave }: FilesOptions,
  after?: FileRow,
) {
  const attempt = { action: 'attachment.download', subjectId: jobId, door: 'export' } as const;
  return mutate(ctx, attempt, async (tx) => {
    const { module, query } = await ask(tx);
    if (!(await mayLeave(tx, ctx, module))) throw conflict('Attached files were restricted meanwhile. Start it again.');
    const rows = await tx.sql<FileRow[]>`
      select id, record_id as "recordId", sealed_name as "sealedName" from attachments
      where org_id = ${tx.orgId} and state = 'clean' and (record_id, id) > (${after?.recordId ?? '0'}::bigint, ${after?.id ?? '0'}::bigint)
        and record_id in (
          select id from records
          where ${query.where})
      order by record_id, id limit ${BATCH}`;
    const names = await openFileNames(tx, ctx, { module, recordOf: (row) => row.recordId }, rows);
    const entries = rows.map(
      (row): NewEntry => ({
        ...attempt,
        module: module.apiName,
        recordId: row.recordId,
        subjectId: row.id,
        facts: { export: jobId },
      }),
    );
    if (module.hipaa) leaving(rows.map(({ recordId }) => recordId));
    const value = rows.map((row, n) => ({ row, name: names[n] ?? 'file' }));
    return rows.length > 0 ? { value, entries: atLeastOne(entries) } : unchanged(value);
  });
}

/** Null when the file is gone from the disk. */
async function openOne(ctx: Context, fileId: Id) {
  try {
    return await openFile(ctx.orgId, fileId, await readSealedFile({ orgId: ctx.orgId, fileId }));
  } catch (error) {
    if (error instanceof CareledgerError && error.code === 'not_found') return null;
    throw error;
  }
}
