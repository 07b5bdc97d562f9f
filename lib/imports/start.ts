import type { Context } from '../context';
import { conflict } from '../errors';
import { getModule } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { mutate } from '../mutate';
import { enqueue } from '../queue';
import { headersOf, lockImport } from './find';
import { checkMapping } from './mapping';
import { assertMayImport } from './rights';
import type { MappedImport } from './schemas';

/** Starts the import of an uploaded file; a job does it. @throws forbidden; not_found; invalid; conflict if started before. */
export async function startImport(ctx: Context, { module: name, importId, mapping }: MappedImport): Promise<void> {
  const attempt = { action: 'import.start', module: name, subjectId: importId } as const;
  return mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataOf(tx), name);
    assertMayImport(ctx, module);
    const { status, params } = await lockImport(tx, ctx, importId, name);
    if (status !== 'draft') throw conflict('This import was started before.');
    checkMapping(mapping, await headersOf(tx, importId, params), module);
    const updated = tx.sql`
      update jobs set status = 'queued', expires_at = null, params = ${JSON.stringify({ ...params, mapping })}::jsonb
      where org_id = ${tx.orgId} and id = ${importId}`.execute();
    const fields = Object.values(mapping);
    return {
      value: undefined,
      writes: [updated, enqueue(tx, 'import', importId, `import-${tx.orgId}`)],
      entries: [{ ...attempt, fields, facts: { rows: params.rows } }],
    };
  });
}
