import { Readable } from 'node:stream';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { isProtected } from '@/lib/crm/records/list-fields';
import { tellFinished } from '@/lib/people/notices/job-finished';
import { finishJob } from '@/lib/platform/background/life';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { removeFile, writeSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { noteDisclosures } from '@/lib/protection/accounting/note';
import { statedOr } from '@/lib/protection/accounting/purposes';
import { withBudget } from '@/lib/protection/disclose/budget';
import { mutate } from '@/lib/protection/mutate';
import type { RunOptions } from '../audit/export';
import { type Bundling, bundleOf } from '../bundle/bundle';
import { addHolding, type Contents, emptyContents } from '../bundle/contents';
import { csvRows, type Written } from '../csv/rows';
import { heldBy, heldInAll } from '../held';
import { unopenedFact } from '../rows/read';
import type { RecordExportRequest } from '../schemas';
import { sheetHeader, sheetRows } from '../xlsx/rows';
import { workbookOf } from '../xlsx/workbook';
import { type ReadExport, readExport } from './export';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Writes the file of a started export and ends its job. Started again after a crash, it begins anew. The fields that
 * leave are read anew in every batch: a mark or switch set meanwhile stops the export rather than let a value out.
 */
export async function runRecordExport(
  ctx: Context,
  jobId: Id,
  request: RecordExportRequest,
  { report, signal }: RunOptions,
): Promise<void> {
  const place = { orgId: ctx.orgId, fileId: jobId };
  const plan = await inOrg(ctx.orgId, async (tx) => {
    const read = await readExport(tx, ctx, request);
    return { ...read, keys: await keysOf(tx), held: await heldBy(tx, read) };
  });
  const counter = { rows: 0 };
  const contents = emptyContents();
  const writtenOf =
    (module: string): Written =>
    async (rows, unopened, holding) => {
      counter.rows += rows;
      contents.unopened += unopened;
      addHolding(contents, module, holding);
      await report(counter.rows);
    };
  const content = contentOf(ctx, request, plan, { jobId, signal, writtenOf, contents });
  const { sizeBytes } = await writeSealedFile(plan.keys, place, content, { signal });
  const day = dayOf(clock.now());
  const withheld = plan.withheld.map((field) => field.apiName);
  const fileName = `${request.module}-${day}.${request.format ?? 'csv'}`;
  const result = { fileName, rows: counter.rows, sizeBytes, withheld, ...unopenedFact(contents) };
  const entry = {
    action: 'export.finish',
    module: request.module,
    subjectId: jobId,
    door: 'export',
    fields: plan.chosen.filter(isProtected).map((field) => field.apiName),
    facts: { rows: counter.rows, withheld, ...unopenedFact(contents), ...factsOf(request, contents) },
  } as const;
  try {
    await withBudget(ctx, (spend) =>
      mutate(ctx, { action: 'export.finish', module: request.module, subjectId: jobId }, async (tx) => {
        const held = heldInAll([plan.held, await heldBy(tx, plan), ...contents.held]);
        const expiresAt = new Date(clock.nowMs() + KEPT_FOR_MS);
        await finishJob(tx, jobId, { result: { ...result, held }, expiresAt, done: counter.rows });
        await noteLeft(tx, ctx, { jobId, request, contents });
        await tellFinished(tx, ctx, { id: jobId, what: 'export', rows: counter.rows });
        const spent = holdsMarked(plan, contents) ? await spend(tx, 'bulk', counter.rows) : [];
        return { value: undefined, entries: [entry, ...spent] };
      }),
    );
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

/** Whether a value of a marked field, or a file of a module that is selected for HIPAA, may be in it. */
const holdsMarked = ({ chosen, module }: ReadExport, { holdsMarked: related, files }: Contents): boolean =>
  related || (files > 0 && module.hipaa) || chosen.some((field) => field.marked);

interface LeftInFile {
  jobId: Id;
  request: RecordExportRequest;
  contents: Pick<Contents, 'holding' | 'withFiles'>;
}

/** A line of the accounting for those of a table that hold the same, in whose file it comes into a person's hands, and one for attached files. */
async function noteLeft(tx: Tx, ctx: Context, { jobId, request, contents }: LeftInFile): Promise<void> {
  const { holding, withFiles } = contents;
  const exits = { exit: 'export' as const, purpose: statedOr(request.purpose), subjectId: jobId };
  const metadata = await metadataFor(tx, ctx);
  const lines = [...holding].flatMap(([name, records]) => {
    const { id: moduleId } = getModule(metadata, name);
    return records.all().map((held) => ({ ...exits, moduleId, ...held }));
  });
  const main = getModule(metadata, request.module);
  const files = { ...exits, moduleId: main.id, fields: ['$files'], recordIds: withFiles };
  await noteDisclosures(tx, ctx, withFiles.size > 0 ? [...lines, files] : lines);
}

function contentOf(ctx: Context, request: RecordExportRequest, plan: ReadExport, bundling: Bundling): Readable {
  const { signal } = bundling;
  const written = bundling.writtenOf(plan.module.apiName);
  const ask = (tx: Parameters<typeof readExport>[0]) => readExport(tx, ctx, request);
  switch (request.format ?? 'csv') {
    case 'csv':
      return Readable.from(csvRows(ctx, ask, { signal, written, plan, bom: request.bom }));
    case 'xlsx':
      return workbookOf({
        name: plan.module.plural,
        header: sheetHeader(plan.chosen),
        batches: sheetRows(ctx, ask, plan, { signal, written }),
      });
    case 'zip':
      return bundleOf(ctx, request, plan, bundling);
  }
}

function factsOf({ format, include = [] }: RecordExportRequest, contents: Contents) {
  if (format !== 'zip') return { format: format ?? 'csv' };
  const { files, filesLeftOut, modulesLeftOut, opened, tables } = contents;
  return {
    format,
    include: [...include],
    modules: tables.map(({ module }) => module),
    modulesLeftOut,
    ...(opened.length > 0 && { relatedOpened: opened }),
    ...(include.includes('attachments') && { files, filesLeftOut }),
  };
}
