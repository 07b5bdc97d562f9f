/**
 * Export of the audit log as CSV, or as a bundle that anybody can check (`bundle/`): asked for by a person, written by a job, sealed
 * at rest, there for 24 hours for the one who asked. Names of changed fields are in it, their values are not. In memory is one
 * batch, however long the log.
 */

import { Readable } from 'node:stream';
import { z } from 'zod';
import { assertOrgRight } from '@/lib/people/auth/permissions';
import { finishJob } from '@/lib/platform/background/life';
import type { ReportProgress } from '@/lib/platform/background/progress';
import { startJob } from '@/lib/platform/background/start';
import { clock, dayOf } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { removeFile, writeSealedFile } from '@/lib/platform/files/store';
import { toCsv } from '@/lib/platform/files/to-csv';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { actionsIn } from '@/lib/protection/ledger/action-groups';
import { chatLineOf } from '@/lib/protection/ledger/chat-line';
import { type LedgerFilter, ledgerFilterSchema } from '@/lib/protection/ledger/filter';
import type { Cosign } from '@/lib/protection/ledger/integrate/asking';
import { countEntries, nextEntries } from '@/lib/protection/ledger/queries';
import { mutate } from '@/lib/protection/mutate';
import { bundleOf } from './bundle/bundle';
import { signedLog } from './bundle/signed';
import { subjectOf } from './bundle/subject';
import { CHAT_AUDIT_COLUMNS, toChatAuditCells } from './chat-line';
import { AUDIT_COLUMNS, toAuditLine } from './line';

const paramsSchema = z.object({
  filter: ledgerFilterSchema,
  bom: z.boolean(),
  /** Only live chat, in columns of its own. */
  group: z.literal('chat').optional(),
  /** A CSV where it is left out. */
  kind: z.literal('bundle').optional(),
});

export type AuditExportParams = z.infer<typeof paramsSchema>;

const BATCH = 2000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/** Starts an export. The right to read limits what is in it. @returns the job's id. @throws forbidden */
export async function startAuditExport(ctx: Context, params: AuditExportParams): Promise<Id> {
  return mutate(ctx, 'ledger.export_start', async (tx) => {
    assertOrgRight(ctx, 'exportLedger');
    const jobId = await startJob(tx, ctx, { kind: 'audit_export', params: { ...params } });
    const facts = {
      filter: params.filter,
      ...(params.group && { group: params.group }),
      ...(params.kind && { kind: params.kind }),
    };
    return { value: jobId, entries: [{ action: 'ledger.export_start', subjectId: jobId, facts }] };
  });
}

export interface RunOptions {
  report: ReportProgress;
  signal: AbortSignal;
}

export interface AuditRunOptions extends RunOptions {
  /** Has witnesses sign the checkpoint of a bundle. */
  cosign?: Cosign;
}

/** Writes the file of a started export and ends its job. Started again, it begins anew. @throws forbidden */
export async function runAuditExport(ctx: Context, jobId: Id, params: unknown, options: AuditRunOptions) {
  assertOrgRight(ctx, 'exportLedger');
  const { filter: asked, kind, ...form } = paramsSchema.parse(params);
  const filter = form.group ? { ...asked, actions: chatActions(asked.actions) } : asked;
  const place = { orgId: ctx.orgId, fileId: jobId };
  const { keys, total } = await inOrg(ctx.orgId, async (tx) => ({
    keys: await keysOf(tx),
    total: await countEntries(tx, ctx, filter),
  }));
  const { report, signal } = options;
  let read = 0;
  const onEntries = async (entries: number) => {
    read += entries;
    await report(Math.round(read), Math.max(total, Math.ceil(read)));
  };
  const counted = { entries: 0, leftOut: 0 };
  const signing = { subject: subjectOf(ctx, asked, form.group), cosign: options.cosign, signal };
  const content = kind
    ? bundleOf({ ctx, filter, signal, onEntries, counted, log: await signedLog(ctx, signing) })
    : Readable.from(linesOf(ctx, { filter, ...form }, signal, onEntries));
  const { sizeBytes } = await writeSealedFile(keys, place, content, { signal });
  const entries = kind ? counted.entries : read;
  const name = `${form.group ? 'chat-audit-log' : 'audit-log'}-${dayOf(clock.now())}`;
  const result = kind
    ? { fileName: `${name}.zip`, entries, leftOut: counted.leftOut, sizeBytes }
    : { fileName: `${name}.csv`, entries, sizeBytes };
  try {
    await mutate(ctx, { action: 'ledger.export', subjectId: jobId }, async (tx) => {
      await finishJob(tx, jobId, { result, expiresAt: new Date(clock.nowMs() + KEPT_FOR_MS) });
      const facts = { entries, ...(kind && { kind }) };
      return { value: undefined, entries: [{ action: 'ledger.export', subjectId: jobId, facts }] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

const chatActions = (asked: LedgerFilter['actions']) =>
  actionsIn('chat').filter((action) => asked?.includes(action) ?? true);

/** The lines of the file, batch by batch. What is appended while it runs is left out. */
async function* linesOf(
  ctx: Context,
  { filter, bom, group }: Omit<AuditExportParams, 'kind'>,
  signal: AbortSignal,
  written: (entries: number) => Promise<void>,
): AsyncGenerator<string> {
  const last = BigInt(newId());
  yield toCsv([group ? CHAT_AUDIT_COLUMNS : AUDIT_COLUMNS], bom);
  let after: Id = '0';
  for (;;) {
    signal.throwIfAborted();
    const rows = await inOrg(ctx.orgId, (tx) => nextEntries(tx, ctx, filter, { after, limit: BATCH }));
    const wanted = rows.filter((row) => BigInt(row.id) <= last);
    if (wanted.length > 0) yield toCsv(wanted.map(group ? (row) => toChatAuditCells(chatLineOf(row)) : toAuditLine));
    await written(wanted.length);
    const edge = rows.at(-1);
    if (rows.length < BATCH || wanted.length < rows.length || !edge) return;
    after = edge.id;
  }
}
