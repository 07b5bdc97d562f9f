import type { Readable } from 'node:stream';
import type { Context } from '../context';
import { sealText } from '../crypto/detail-cipher';
import { jobs } from '../db/schema/jobs';
import { jobRequestContext } from '../disclose';
import { invalid } from '../errors';
import { removeFile, writeSealedFile } from '../files/store';
import { type Id, newId } from '../ids';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { mutate } from '../mutate';
import { keysOf } from '../org-keys';
import { readRows } from './read-rows';
import { assertMayImport } from './rights';
import type { ImportParams } from './schemas';

export const MAX_IMPORT_BYTES = 100 * 1_000_000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

export interface Upload {
  module: string;
  source: Readable;
  maxBytes?: number;
}

/**
 * Takes a CSV file: sealed as it arrives, then read once to its end, so that a file that cannot be read is refused before
 * anything is imported. It is kept for 24 hours.
 * @throws forbidden; invalid for a file too large, empty, badly encoded or no CSV. Nothing stays of a refused file.
 */
export async function uploadImport(
  ctx: Context,
  { module: name, source, maxBytes }: Upload,
): Promise<{ importId: Id }> {
  const attempt = { action: 'import.upload', module: name } as const;
  const keys = await mutate(ctx, attempt, async (tx) => {
    assertMayImport(ctx, getModule(await metadataOf(tx), name));
    return { value: await keysOf(tx), entries: [] };
  });
  const importId = newId();
  const place = { orgId: ctx.orgId, fileId: importId };
  try {
    const { sizeBytes } = await writeSealedFile(keys, place, source, { maxBytes: maxBytes ?? MAX_IMPORT_BYTES });
    const { headers, rows } = await inspect(ctx.orgId, importId);
    const sealed = sealText('job', JSON.stringify(headers), keys, jobRequestContext(importId));
    const params: ImportParams = { sealedHeaders: sealed.toBytes().toString('base64'), rows };
    await mutate(ctx, attempt, async (tx) => {
      const inserted = tx.db.insert(jobs).values({
        orgId: tx.orgId,
        id: importId,
        kind: 'import',
        status: 'draft',
        module: name,
        params: { ...params },
        total: rows,
        createdBy: ctx.actor.id,
        createdAt: new Date(),
        expiresAt: new Date(Date.now() + KEPT_FOR_MS),
      });
      const facts = { rows, columns: headers.length, sizeBytes };
      return { value: undefined, writes: [inserted], entries: [{ ...attempt, subjectId: importId, facts }] };
    });
    return { importId };
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

/** Reads the whole file once: its header and how many rows there are. */
async function inspect(orgId: Id, fileId: Id): Promise<{ headers: string[]; rows: number }> {
  let headers: string[] | undefined;
  let rows = 0;
  for await (const { cells } of readRows(orgId, fileId)) {
    if (headers) rows += 1;
    else headers = cells.map((cell) => cell.trim().slice(0, 200));
  }
  if (!headers) throw invalid('The file is empty.');
  if (rows === 0) throw invalid('The file has a header and no rows.');
  return { headers, rows };
}
