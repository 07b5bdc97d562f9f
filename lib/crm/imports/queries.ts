import { getModule, type ModuleDefinition } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { visibleRecords } from '@/lib/crm/modules/visibility';
import type { Context } from '@/lib/platform/context';
import type { JobStatus } from '@/lib/platform/db/schema/jobs';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import type { ColumnChoices } from './columns/reading';
import { type ImportRow, lockImport, wordsOf } from './find';
import { importedBefore } from './imported-before';
import { ownMapping, proposeMapping } from './mapping/mapping';
import { recallMapping } from './mapping/remember-mapping';
import { assertMayImport } from './rights';
import type { ImportedBefore } from './same-file';
import type { FileWords, ImportRef, Mapping } from './schemas';

export interface ImportPage extends FileWords {
  module: ModuleDefinition;
  row: ImportRow;
  /** The mapping chosen, or proposed while none is. */
  mapping: Mapping;
  /** How columns are read, as far as somebody said. */
  choices: ColumnChoices;
  /** It is as these headers were mapped last time. */
  remembered: boolean;
  /** The asker sees records in the module: rows may have one already. */
  hasRecords: boolean;
  /** An import of the very same file before; null once this one is started. */
  before: ImportedBefore | null;
}

/** One import of the asker. @throws forbidden; not_found */
export function getImport(ctx: Context, { module: name, importId }: ImportRef): Promise<ImportPage> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module);
    const row = await lockImport(tx, ctx, importId, name);
    const words = await wordsOf(tx, importId, row.params);
    const before = row.status === 'draft' ? await importedBefore(tx, ctx, module, { importId, ...row.params }) : null;
    const file = { module, row, ...words, hasRecords: await hasRecords(tx, ctx, module), before };
    const chosen = row.params.mapping;
    const choices = row.params.columns ?? {};
    if (chosen) return { ...file, mapping: chosen, choices, remembered: false };
    const recalled = await recallMapping(tx, ctx, { keys: await keysOf(tx), module, headers: words.headers });
    if (recalled) return { ...file, mapping: recalled.mapping, choices: recalled.columns, remembered: true };
    const propose = row.params.found?.ours ? ownMapping : proposeMapping;
    return { ...file, mapping: propose(words.headers, module), choices, remembered: false };
  });
}

async function hasRecords(tx: Tx, ctx: Context, module: ModuleDefinition): Promise<boolean> {
  const [row] = await tx.sql<{ some: boolean }[]>`
    select exists (select from records where ${visibleRecords(tx, ctx, module)}) as some`;
  return row?.some ?? false;
}

/** The module, for somebody who is about to import. @throws forbidden; not_found */
export function getImportTarget(ctx: Context, name: string): Promise<ModuleDefinition> {
  return inOrg(ctx.orgId, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module);
    return module;
  });
}

export interface ImportListed {
  id: Id;
  module: string;
  status: JobStatus;
  rows: number;
  taken: number;
  overwritten: number;
  skipped: number;
  failed: number;
  /** What it created and overwrote was taken back. */
  undone: boolean;
  createdAt: string;
}

/** The asker's newest imports. */
export function listImports(ctx: Context): Promise<ImportListed[]> {
  return inOrg(ctx.orgId, async (tx) => {
    const rows = await tx.sql<ImportListed[]>`
      select id, module, status, (params ->> 'rows')::int as rows, coalesce((result ->> 'taken')::int, 0) as taken,
        coalesce((result ->> 'overwritten')::int, 0) as overwritten, coalesce((result ->> 'skipped')::int, 0) as skipped,
        coalesce((result ->> 'failed')::int, 0) as failed, (result -> 'undone') is not null as undone,
        created_at as "createdAt"
      from jobs where org_id = ${tx.orgId} and kind = 'import' and created_by = ${ctx.actor.id} and module is not null
      order by id desc limit 100`;
    return rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() }));
  });
}
