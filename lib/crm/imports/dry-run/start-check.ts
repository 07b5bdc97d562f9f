import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { startJob } from '@/lib/platform/background/start';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { changeWork } from '@/lib/protection/integrity/kept-job';
import { mutate } from '@/lib/protection/mutate';
import { assertAnswered, choicesOf } from '../columns/assert-answered';
import { lockImport, wordsOf } from '../find';
import { checkMapping } from '../mapping/mapping';
import { assertMayImport } from '../rights';
import { CREATE_ALL } from '../rows/duplicates';
import type { MappedImport } from '../schemas';

/**
 * Starts a dry run over the whole file, as a job: what would come of each row, and nothing written.
 * @throws forbidden; not_found; invalid; conflict once the import was started.
 */
export async function startCheck(ctx: Context, request: MappedImport): Promise<{ jobId: Id }> {
  const { module: name, importId, mapping, duplicates = CREATE_ALL, columns: given = {} } = request;
  const attempt = { action: 'import.check', module: name, subjectId: importId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module, duplicates);
    const { status, params } = await lockImport(tx, ctx, importId, name);
    if (status !== 'draft') throw conflict('This import was started before.');
    const words = await wordsOf(tx, importId, params);
    checkMapping(mapping, words.headers, module, duplicates);
    const columns = assertAnswered(ctx, module, { found: params.found, words }, { mapping, given: choicesOf(given) });
    const jobId = await startJob(tx, ctx, {
      kind: 'import_check',
      module: name,
      params: { importId, mapping, duplicates, columns },
      total: params.rows,
      queue: `import-${tx.orgId}`,
    });
    const kept = JSON.stringify({ ...params, mapping, duplicates, columns, checkId: jobId });
    const updated = changeWork(
      tx,
      importId,
      () => tx.sql`update jobs set params = ${kept}::jsonb where org_id = ${tx.orgId} and id = ${importId}`,
    );
    const fields = Object.values(mapping);
    return {
      value: { jobId },
      writes: [updated],
      entries: [{ ...attempt, fields, facts: { rows: params.rows, duplicates: duplicates.action } }],
    };
  });
}
