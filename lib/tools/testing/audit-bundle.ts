/** A bundle of the audit log as a person gets it, and its page as the browser has it. */
import { buffer } from 'node:stream/consumers';
import { type AuditExportParams, runAuditExport, startAuditExport } from '@/lib/crm/exports/audit/export';
import { downloadExport } from '@/lib/crm/exports/download';
import { jobContext } from '@/lib/platform/background/job-context';
import { beginJob } from '@/lib/platform/background/life';
import type { Context } from '@/lib/platform/context';
import type { SignedFiles } from '@/lib/protection/ledger/bundle/check';
import { type CheckedPage, checkPage } from '@/lib/protection/ledger/bundle/check-page';
import type { Cosign } from '@/lib/protection/ledger/integrate/asking';
import { unzip } from './unzip';

export interface MadeBundle {
  jobId: string;
  fileName: string;
  contentType: string;
  zip: Buffer;
  files: Record<string, string>;
  /** What stands in the page. */
  signed: SignedFiles;
  /** The lines of its entries. */
  text: string;
}

export async function makeBundle(
  ctx: Context,
  asked: Partial<AuditExportParams> = {},
  cosign?: Cosign,
): Promise<MadeBundle> {
  const params: AuditExportParams = { filter: {}, bom: false, kind: 'bundle', ...asked };
  const jobId = await startAuditExport(ctx, params);
  await beginJob(ctx.orgId, jobId);
  const options = { report: async () => {}, signal: new AbortController().signal, cosign };
  await runAuditExport(await jobContext(ctx.orgId, jobId), jobId, params, options);
  const { fileName, contentType, content } = await downloadExport(ctx, jobId);
  const zip = await buffer(content);
  const parts = Object.entries(await unzip(zip));
  const files = Object.fromEntries(parts.map(([name, part]) => [name, part.toString()]));
  const page = files['index.html'] ?? '';
  const signed = JSON.parse(blockIn(page, 'signed')) as SignedFiles;
  return { jobId, fileName, contentType, zip, files, signed, text: blockIn(page, 'entries') };
}

const blockIn = (page: string, id: string): string =>
  new RegExp(`<script type="[^"]*" id="${id}">([\\s\\S]*?)</script>`).exec(page)?.[1] ?? '';

/** What the page's own program finds. */
export async function lookAtPage(signed: SignedFiles, text: string): Promise<CheckedPage> {
  const steps = checkPage(signed, text);
  for (;;) {
    const step = await steps.next();
    if (step.done) return step.value;
  }
}
