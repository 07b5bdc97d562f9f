import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import type { Context } from '@/lib/platform/context';
import { conflict } from '@/lib/platform/errors';
import { keysOf } from '@/lib/platform/org-keys';
import { enqueue } from '@/lib/platform/queue';
import { changeWork } from '@/lib/protection/integrity/kept-job';
import { mutate } from '@/lib/protection/mutate';
import { assertAnswered, choicesOf } from '../columns/assert-answered';
import { lockImport, wordsOf } from '../find';
import { importedBefore } from '../imported-before';
import { checkMapping } from '../mapping/mapping';
import { rememberMapping } from '../mapping/remember-mapping';
import { assertMayImport } from '../rights';
import { CREATE_ALL } from '../rows/duplicates';
import { assertMeantAgain } from '../same-file';
import type { MappedImport } from '../schemas';

/**
 * Starts the import of an uploaded file; a job does it.
 * @throws forbidden; not_found; invalid, also for a file that was imported before while nobody said that every row is to
 * become a record again; conflict if started before.
 */
export async function startImport(ctx: Context, request: MappedImport): Promise<void> {
  const { module: name, importId, mapping, duplicates = CREATE_ALL, columns: given = {}, again = false } = request;
  const attempt = { action: 'import.start', module: name, subjectId: importId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module, duplicates);
    const { status, params } = await lockImport(tx, ctx, importId, name);
    const { sealedColumns: _, ...lasting } = params;
    if (status !== 'draft') throw conflict('This import was started before.');
    const words = await wordsOf(tx, importId, params);
    checkMapping(mapping, words.headers, module, duplicates);
    assertMeantAgain(await importedBefore(tx, ctx, module, { importId, ...params }), duplicates, again);
    const columns = assertAnswered(ctx, module, { found: params.found, words }, { mapping, given: choicesOf(given) });
    const kept = JSON.stringify({ ...lasting, mapping, duplicates, columns });
    const updated = changeWork(
      tx,
      importId,
      () => tx.sql`
        update jobs set status = 'queued', expires_at = null, params = ${kept}::jsonb
        where org_id = ${tx.orgId} and id = ${importId}`,
    );
    const own = { keys: await keysOf(tx), module, headers: words.headers };
    const remembered = rememberMapping(tx, ctx, own, { mapping, columns });
    const fields = Object.values(mapping);
    return {
      value: undefined,
      writes: [updated, remembered, enqueue(tx, 'import', importId, `import-${tx.orgId}`)],
      entries: [{ ...attempt, fields, facts: { rows: params.rows, duplicates: duplicates.action } }],
    };
  });
}
