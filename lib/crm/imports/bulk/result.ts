/** The result of a bulk write: a zip with one CSV that says what became of each row. Ids and names of fields, no values. */

import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { assertModuleRight } from '@/lib/crm/modules/visibility';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict } from '@/lib/platform/errors';
import { hasFile, readSealedFile, writeSealedFile } from '@/lib/platform/files/store';
import { zipOf } from '@/lib/platform/files/zip';
import type { Id } from '@/lib/platform/ids';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { mutate } from '@/lib/protection/mutate';
import { findBulkWrite } from './find';
import { readOutcomes } from './rows';

/** Zoho CRM adds the first columns of the file; they are values, so the row's number stands here instead. */
const HEADER = ['ROW', 'STATUS', 'RECORD_ID', 'ERRORS'];

/** Writes the result of a job, sealed. One that is there already is replaced. */
export async function writeResult(keys: OrgKeys, jobId: Id, name: string): Promise<void> {
  const zip = zipOf(Readable.from([{ name, content: linesOf(keys.orgId, jobId) }]));
  await writeSealedFile(keys, { orgId: keys.orgId, fileId: jobId }, zip);
}

async function* linesOf(orgId: Id, jobId: Id): AsyncGenerator<string> {
  yield csv([HEADER]);
  for await (const rows of readOutcomes(orgId, jobId)) {
    yield csv(rows.map(({ row, outcome, recordId, errors }) => [String(row), outcome, recordId ?? '', errors]));
  }
}

const csv = (lines: readonly (readonly string[])[]): string => stringify([...lines], { record_delimiter: 'windows' });

/**
 * Opens the result, for whoever started the bulk write; the event is committed first.
 * @throws not_found; forbidden when the right was taken away; conflict when it is not finished or has expired
 */
export async function downloadBulkWrite(ctx: Context, jobId: string): Promise<Readable> {
  const { id, module: name } = await inOrg(ctx.orgId, (tx) => findBulkWrite(tx, ctx, jobId));
  const place = { orgId: ctx.orgId, fileId: id };
  const attempt = { action: 'import.result', module: name, subjectId: id, door: 'api' } as const;
  await mutate(ctx, attempt, async (tx) => {
    assertModuleRight(ctx, getModule(await metadataFor(tx, ctx), name), 'import');
    const { status, expiresAt, params } = await findBulkWrite(tx, ctx, id);
    if (status !== 'done' && status !== 'failed') throw conflict('The bulk write is not finished.');
    if (expiresAt === null || new Date(expiresAt) <= clock.now() || !(await hasFile(place))) {
      throw conflict('The result of this bulk write has expired.', { reason: 'EXPIRED' });
    }
    return { value: undefined, entries: [{ ...attempt, facts: { rows: params.rows } }] };
  });
  return openFile(ctx.orgId, id, await readSealedFile(place));
}
