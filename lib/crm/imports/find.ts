import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import type { Tx } from '@/lib/platform/db/transaction';
import { notFound } from '@/lib/platform/errors';
import { type Id, isId } from '@/lib/platform/ids';
import { openJobRequest, sealJobRequest } from '@/lib/protection/disclose/job-request';
import { assertJobKept } from '@/lib/protection/integrity/kept-job';
import type { FileWords, ImportParams, ImportResult } from './schemas';

/** The file's own words: its header, the names of its sheets, and until it is started what was seen in its columns. */
export async function wordsOf(tx: Tx, importId: Id, params: ImportParams): Promise<FileWords> {
  const { sealedHeaders, sealedColumns, found } = params;
  const open = (sealed: string) => openJobRequest(tx, importId, sealed);
  const seen = (sealedColumns === undefined ? {} : await open(sealedColumns)) as Partial<FileWords>;
  const words = (await open(sealedHeaders)) as FileWords;
  // An import from before sheets were known.
  if (Array.isArray(words)) return { headers: words };
  return { ...words, ...seen, ...(found?.ours && { ours: true }) };
}

/** What is kept of a file's words; its values apart, as they are kept no longer than they are shown. */
export function sealFileWords(
  keys: OrgKeys,
  importId: Id,
  { columns, top, ...words }: FileWords,
): Pick<ImportParams, 'sealedHeaders' | 'sealedColumns'> {
  return {
    sealedHeaders: sealJobRequest(keys, importId, words),
    sealedColumns: sealJobRequest(keys, importId, { columns, top }),
  };
}

export interface ImportRow {
  id: Id;
  module: string;
  status: JobStatus;
  params: ImportParams;
  result: ImportResult | null;
  createdAt: string;
  expiresAt: string | null;
}

/**
 * An import of the asker, locked.
 * @throws not_found for another person's, or of another module; forbidden for one that SQL made so
 */
export async function lockImport(tx: Tx, ctx: Context, importId: Id, module: string): Promise<ImportRow> {
  if (!isId(importId)) throw notFound('The import');
  const [row] = await tx.sql<ImportRow[]>`
    select id, module, status, params, result, created_at as "createdAt", expires_at as "expiresAt" from jobs
    where org_id = ${tx.orgId} and id = ${importId} and kind = 'import' and module = ${module}
      and created_by = ${ctx.actor.id}
    for update`;
  if (!row) throw notFound('The import');
  await assertJobKept(tx, { ...row, kind: 'import', createdBy: ctx.actor.id });
  return row;
}
