import { findField, getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { startJob } from '@/lib/platform/background/start';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg } from '@/lib/platform/db/transaction';
import { invalid } from '@/lib/platform/errors';
import { readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { sealJobRequest } from '@/lib/protection/disclose/job-request';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { changeWork } from '@/lib/protection/integrity/kept-job';
import { mutate } from '@/lib/protection/mutate';
import { inspectUpload } from '../apart/inspect';
import { ENCODINGS, type Encoding } from '../file/format';
import { splitStart } from '../file/split-start';
import { RECORD_ID } from '../rows/duplicates';
import { lockUpload, openWords } from './find';
import { checkMappings, defaultsOf, mappingsOfHeader } from './mappings';
import type { BulkWriteParams, BulkWriteRequest, UploadParams, UploadWords } from './request';
import { assertMayBulkWrite, assertMayFindBy } from './rights';
import { assertWithinLimits } from './upload';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Starts the bulk write of an uploaded file; a job does it. The file is used up.
 * @throws forbidden, also to find records by a field that may not leave; not_found for the module; invalid, its reason the
 * contract's code.
 */
export async function startBulkWrite(ctx: Context, request: BulkWriteRequest): Promise<{ jobId: Id }> {
  const { module: name, fileId, operation, ignoreEmpty, encoding } = request;
  const findBy = operation === 'insert' ? null : request.findBy;
  const looked = await fieldOf(ctx, name, findBy);
  const attempt = { action: 'import.start', module: name, door: 'api', ...looked } as const;
  const chosen = encoding === undefined ? undefined : encodingOf(encoding);
  return mutate(ctx, attempt, async (tx) => {
    const metadata = await metadataFor(tx, ctx);
    const module = getModule(metadata, name);
    assertMayBulkWrite(ctx, module, operation);
    const by = assertMayFindBy(ctx, metadata, module, findBy);
    if (findBy !== null && findBy !== RECORD_ID && !by?.unique) {
      throw invalid('find_by must be id or a unique field', {
        reason: 'NOT_SUPPORTED',
        facts: { api_name: 'find_by' },
      });
    }
    const upload = { fileId, encoding: chosen, params: await lockUpload(tx, ctx, fileId) };
    const file = await readIn(ctx, upload, (params) => openWords<UploadWords>(tx, fileId, params));
    const { headers, fileName, format, rows } = file;
    if (request.fileName !== undefined && request.fileName !== fileName) {
      throw invalid('the zip holds no file of this name', {
        reason: 'INVALID_DATA',
        facts: { api_name: 'file_names' },
      });
    }
    const mappings = request.mappings ?? mappingsOfHeader(module, headers);
    checkMappings({ metadata, module, columns: headers.length }, mappings, { operation, findBy });
    const params = {
      fileId,
      operation,
      findBy,
      ignoreEmpty,
      mappings: mappings.map(({ defaultValue: _, ...place }) => place),
      format,
      rows,
    };
    const queue = `import-${tx.orgId}`;
    const jobId = await startJob(tx, ctx, { kind: 'bulk_write', module: name, params, total: rows, queue });
    const words = { headers, fileName, defaults: defaultsOf(mappings) };
    const kept: BulkWriteParams = { ...params, sealedHeaders: sealJobRequest(await keysOf(tx), jobId, words) };
    const writes = [
      changeWork(
        tx,
        jobId,
        () => tx.sql`
          update jobs set params = ${JSON.stringify(kept)}::jsonb
          where org_id = ${tx.orgId} and id = ${jobId}`,
      ),
      tx.sql`
        update jobs set status = 'done', expires_at = ${new Date(clock.nowMs() + KEPT_FOR_MS).toISOString()}::timestamptz
        where org_id = ${tx.orgId} and id = ${fileId}`.execute(),
    ];
    const fields = mappings.map(({ apiName }) => apiName);
    const facts = { operation, rows, ...(findBy !== null && { findBy }) };
    return { value: { jobId }, writes, entries: [{ ...attempt, subjectId: jobId, fields, facts }] };
  });
}

/** The field that records are found by, for the event of a refusal. */
const fieldOf = (ctx: Context, module: string, findBy: string | null) =>
  inOrg(ctx.orgId, async (tx) => {
    const field = findBy === null ? undefined : findField(getModule(await metadataFor(tx, ctx), module), findBy);
    return field ? { fields: [field.apiName] } : {};
  });

type ReadFile = UploadWords & Pick<UploadParams, 'format' | 'rows'>;

/** The file as it was read when it came, or read again in the encoding that the client names. */
async function readIn(
  { orgId }: Context,
  { fileId, encoding, params }: { fileId: Id; encoding: Encoding | undefined; params: UploadParams },
  wordsOf: (params: UploadParams) => Promise<UploadWords>,
): Promise<ReadFile> {
  const words = await wordsOf(params);
  if (encoding === undefined || encoding === params.format.encoding) return { ...words, ...params };
  const open = async () => openFile(orgId, fileId, await readSealedFile({ orgId, fileId }));
  const whole = await open();
  const { start } = await splitStart(whole);
  whole.destroy();
  const { headers, format, found } = await inspectUpload(start, open, { encoding, guarded: false });
  assertWithinLimits({ found });
  return { ...words, headers, format, rows: found.rows };
}

const ALIASES: Record<string, Encoding> = {
  utf8: 'utf-8',
  'iso-8859-1': 'windows-1252',
  latin1: 'windows-1252',
  'shift-jis': 'shift_jis',
};

function encodingOf(given: string): Encoding {
  const name = given.toLowerCase();
  const encoding = Object.hasOwn(ENCODINGS, name) ? (name as Encoding) : ALIASES[name];
  if (encoding) return encoding;
  throw invalid('the encoding is not known', { reason: 'INVALID_DATA', facts: { api_name: 'character_encoding' } });
}
