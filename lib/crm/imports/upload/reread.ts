import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { conflict, invalid } from '@/lib/platform/errors';
import { readSealedFile } from '@/lib/platform/files/store';
import { keysOf } from '@/lib/platform/org-keys';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { changeWork } from '@/lib/protection/integrity/kept-job';
import { mutate } from '@/lib/protection/mutate';
import { inspectSheet, inspectUpload } from '../apart/inspect';
import { splitStart } from '../file/split-start';
import { lockImport, sealFileWords, wordsOf } from '../find';
import { assertMayImport } from '../rights';
import type { Reread } from '../schemas';

/**
 * Reads an uploaded file again as the person says: another encoding, separator or sheet. Its columns are mapped anew.
 * @throws forbidden; not_found; conflict once it was started; invalid when the file is not like that: it stays as it was.
 */
export async function rereadImport(ctx: Context, request: Reread): Promise<void> {
  const { module: name, importId } = request;
  const attempt = { action: 'import.reread', module: name, subjectId: importId } as const;
  const { format, sheets } = await inOrg(ctx.orgId, async (tx) => {
    assertMayImport(ctx, getModule(await metadataFor(tx, ctx), name));
    const { params } = await lockImport(tx, ctx, importId, name);
    return { format: params.format, sheets: (await wordsOf(tx, importId, params)).sheets };
  });
  const read =
    format.kind === 'csv'
      ? await readCsv(ctx, request)
      : await readSheet(ctx, request, request.sheet ?? format.sheet, sheets ?? []);
  await mutate(ctx, attempt, async (tx) => {
    const { status, params } = await lockImport(tx, ctx, importId, name);
    if (status !== 'draft') throw conflict('This import was started before.');
    const { mapping: _, duplicates: __, checkId: ___, columns: ____, ...kept } = params;
    const words = { headers: read.headers, columns: read.columns, top: read.top, ...(sheets && { sheets }) };
    const changed = {
      ...kept,
      ...sealFileWords(await keysOf(tx), importId, words),
      rows: read.found.rows,
      format: read.format,
      found: read.found,
    };
    const updated = changeWork(
      tx,
      importId,
      () => tx.sql`
        update jobs set params = ${JSON.stringify(changed)}::jsonb, total = ${read.found.rows}
        where org_id = ${tx.orgId} and id = ${importId}`,
    );
    const facts = { rows: read.found.rows, columns: read.found.columns };
    return { value: undefined, writes: [updated], entries: [{ ...attempt, facts }] };
  });
}

async function readCsv({ orgId }: Context, { importId, encoding, separator, headerRow, guarded }: Reread) {
  const open = async () => openFile(orgId, importId, await readSealedFile({ orgId, fileId: importId }));
  const whole = await open();
  const { start } = await splitStart(whole);
  whole.destroy();
  const choice = {
    ...(encoding && { encoding }),
    ...(separator && { separator }),
    ...(headerRow && { headerRow }),
    ...(guarded !== undefined && { guarded }),
  };
  return inspectUpload(start, open, choice, { for: 'a person' });
}

async function readSheet(
  { orgId }: Context,
  { importId, headerRow }: Reread,
  sheet: number,
  sheets: readonly { sheet: number }[],
) {
  if (!sheets.some((one) => one.sheet === sheet)) throw invalid('The workbook has no such sheet.');
  const open = async () => openFile(orgId, importId, await readSealedFile({ orgId, fileId: importId }));
  return inspectSheet(open, { sheet, headerRow });
}
