/**
 * An export as a zip: `<Module>.csv`, a CSV for each module that points to it, `attachments/<record>/<file>`, and a
 * README.txt that says what is in it and what was left out. Made as it is read, sealed where it is written.
 */
import type { Readable } from 'node:stream';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { isProtected } from '@/lib/crm/records/list-fields';
import { nextRows } from '@/lib/crm/records/list-rows';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { type ZipEntry, zipOf } from '@/lib/platform/files/zip';
import type { Id } from '@/lib/platform/ids';
import { csvRows, type Written } from '../csv/rows';
import { filesLeave, heldBy } from '../held';
import { type ReadExport, readExport } from '../records/export';
import type { RecordExportRequest } from '../schemas';
import { attachedFiles } from './attached-files';
import type { Contents } from './contents';
import { bundleReadme } from './readme';
import { readRelated, relatedModules } from './related';

/** The writing of a zip. */
export interface Bundling {
  jobId: Id;
  signal: AbortSignal;
  /** Of the table of a module. */
  writtenOf(module: string): Written;
  /** Filled as the zip is made. */
  contents: Contents;
}

export function bundleOf(ctx: Context, request: RecordExportRequest, plan: ReadExport, bundling: Bundling): Readable {
  return zipOf(entriesOf(ctx, request, plan, bundling));
}

async function* entriesOf(
  ctx: Context,
  request: RecordExportRequest,
  plan: ReadExport,
  bundling: Bundling,
): AsyncGenerator<ZipEntry> {
  const { module, withheld, query } = plan;
  const { signal, writtenOf, contents } = bundling;
  const written = writtenOf(module.apiName);
  const include = new Set(request.include);
  contents.tables.push({ module: module.apiName, withheld: withheld.map(({ label }) => label) });
  yield {
    name: `${module.apiName}.csv`,
    content: csvRows(ctx, (tx) => readExport(tx, ctx, request), { signal, written, plan, bom: request.bom }),
  };
  const found = query.confirm.length > 0 ? { ...request, ids: await confirmedIds(ctx, request) } : request;
  if (include.has('related')) yield* relatedTables(ctx, found, bundling);
  if (include.has('attachments')) yield* files(ctx, found, bundling);
  yield { name: 'README.txt', content: [bundleReadme(contents, include)] };
}

/** A filter on a sealed field finds candidates; what hangs on them follows only those that really equal. */
async function confirmedIds(ctx: Context, request: RecordExportRequest): Promise<Id[]> {
  const ids: Id[] = [];
  let after: Id | null = null;
  do {
    const read: Awaited<ReturnType<typeof nextRows>> = await inOrg(ctx.orgId, async (tx) =>
      nextRows(tx, (await readExport(tx, ctx, request)).query, after, 1000),
    );
    for (const { id } of read.rows) ids.push(id);
    after = read.after;
  } while (after !== null);
  return ids;
}

async function* relatedTables(
  ctx: Context,
  request: RecordExportRequest,
  { signal, writtenOf, contents }: Bundling,
): AsyncGenerator<ZipEntry> {
  const related = await inOrg(ctx.orgId, (tx) => relatedModules(tx, ctx, request.module));
  contents.modulesLeftOut.push(...related.leftOut.map(({ apiName }) => apiName));
  for (const { apiName } of related.modules) {
    const plan = await inOrg(ctx.orgId, async (tx) => {
      const read = await readRelated(tx, ctx, request, apiName);
      contents.held.push(await heldBy(tx, read));
      return read;
    });
    contents.holdsMarked ||= plan.chosen.some((field) => field.marked);
    for (const field of plan.chosen) if (isProtected(field)) contents.opened.push(`${apiName}.${field.apiName}`);
    contents.tables.push({ module: apiName, withheld: plan.withheld.map(({ label }) => label) });
    yield {
      name: `${apiName}.csv`,
      content: csvRows(ctx, (tx) => readRelated(tx, ctx, request, apiName), {
        plan,
        signal,
        written: writtenOf(apiName),
        bom: request.bom,
      }),
    };
  }
}

async function* files(
  ctx: Context,
  request: RecordExportRequest,
  { jobId, signal, contents }: Bundling,
): AsyncGenerator<ZipEntry> {
  const ask = (tx: Parameters<typeof readExport>[0]) => readExport(tx, ctx, request);
  const module = await inOrg(ctx.orgId, async (tx) => {
    const main = getModule(await metadataFor(tx, ctx), request.module);
    return (await filesLeave(tx, ctx, main)) ? main : null;
  });
  contents.filesLeftOut = module === null;
  if (!module) return;
  contents.held.push({ fields: {}, names: [], files: [module.apiName] });
  const counted = (what: 'written' | 'missing') => {
    contents[what === 'written' ? 'files' : 'missing'] += 1;
  };
  const leaving = (recordIds: readonly Id[]) => {
    for (const id of recordIds) contents.withFiles.add(id);
  };
  yield* attachedFiles(ctx, ask, { jobId, folder: 'attachments', signal, counted, leaving });
}
