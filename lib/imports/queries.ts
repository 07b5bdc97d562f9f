import type { Context } from '../context';
import { inOrg } from '../db/transaction';
import type { Id } from '../ids';
import { getModule, type ModuleDefinition } from '../modules/definition';
import { metadataOf } from '../modules/metadata';
import { headersOf, type ImportRow, lockImport } from './find';
import { proposeMapping } from './mapping';
import { assertMayImport } from './rights';
import type { ImportRef, Mapping } from './schemas';

export interface ImportPage {
  module: ModuleDefinition;
  row: ImportRow;
  headers: string[];
  /** The mapping chosen, or proposed while none is. */
  mapping: Mapping;
}

/** One import of the asker. @throws forbidden; not_found */
export function getImport(ctx: Context, { module: name, importId }: ImportRef): Promise<ImportPage> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), name);
    assertMayImport(ctx, module);
    const row = await lockImport(tx, ctx, importId, name);
    const headers = await headersOf(tx, importId, row.params);
    return { module, row, headers, mapping: row.params.mapping ?? proposeMapping(headers, module) };
  });
}

/** The module, for somebody who is about to import. @throws forbidden; not_found */
export function getImportTarget(ctx: Context, name: string): Promise<ModuleDefinition> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataOf(tx), name);
    assertMayImport(ctx, module);
    return module;
  });
}

export interface ImportListed {
  id: Id;
  module: string;
  status: string;
  rows: number;
  taken: number;
  failed: number;
  undone: number;
  createdAt: string;
}

/** The asker's newest imports. */
export function listImports(ctx: Context): Promise<ImportListed[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<ImportListed[]>`
      select id, module, status, (params ->> 'rows')::int as rows, coalesce((result ->> 'taken')::int, 0) as taken,
        coalesce((result ->> 'failed')::int, 0) as failed, coalesce((result ->> 'undone')::int, 0) as undone,
        created_at as "createdAt"
      from jobs where org_id = ${tx.orgId} and kind = 'import' and created_by = ${ctx.actor.id}
      order by id desc limit 100`;
    return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
  });
}
