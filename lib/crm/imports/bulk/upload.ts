import { Readable } from 'node:stream';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { CareledgerError, invalid } from '@/lib/platform/errors';
import { type FilePlace, readSealedFile, removeFile, writeSealedFile } from '@/lib/platform/files/store';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { sealJobRequest } from '@/lib/protection/disclose/job-request';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { keepJob } from '@/lib/protection/integrity/kept-job';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { inspectUpload } from '../apart/inspect';
import { readApart } from '../apart/read-apart';
import { assertText, isZip } from '../file/detect';
import type { Inspected } from '../file/inspect';
import { START_BYTES, splitStart } from '../file/split-start';
import { MAX_COLUMNS, MAX_ROWS, MAX_ZIP_BYTES } from './limits';
import type { UploadParams } from './request';
import { assertMayUpload } from './rights';
import { assertZip, bomb, nested, refused } from './zipped-csv';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

/**
 * Takes a zip with one CSV: the CSV is sealed as it is unpacked, then read once to its end, so that a file that cannot be
 * read is refused before anything is written. It is kept for 24 hours and serves one bulk write of whoever uploaded it.
 * @throws forbidden; invalid, with the reason. Nothing stays of a refused file.
 */
export async function uploadForBulkWrite(
  ctx: Context,
  source: AsyncIterable<Buffer>,
): Promise<{ fileId: Id; createdAt: Date }> {
  const attempt = { action: 'import.upload', door: 'api' } as const;
  const keys = await mutate(ctx, attempt, async (tx) => {
    assertMayUpload(ctx);
    return unchanged(await keysOf(tx));
  });
  const fileId = newId();
  const place = { orgId: ctx.orgId, fileId };
  try {
    const { start, sizeBytes, fileName } = await unpack(keys, place, await takeZip(source));
    const open = async () => openFile(place.orgId, fileId, await readSealedFile(place));
    const read = await inspectUpload(start, open, { guarded: false });
    assertWithinLimits(read);
    const { rows, columns } = read.found;
    const words = { headers: read.headers, fileName };
    const params: UploadParams = {
      sealedHeaders: sealJobRequest(keys, fileId, words),
      rows,
      columns,
      format: read.format,
    };
    const createdAt = clock.now();
    await mutate(ctx, attempt, async (tx) => {
      const inserted = tx.db.insert(jobs).values({
        orgId: tx.orgId,
        id: fileId,
        kind: 'bulk_upload',
        status: 'draft',
        params: { ...params },
        total: rows,
        createdBy: ctx.actor.id,
        createdAt,
        expiresAt: new Date(createdAt.getTime() + KEPT_FOR_MS),
      });
      const kept = keepJob(tx, { id: fileId, kind: 'bulk_upload', module: null, createdBy: ctx.actor.id, params });
      const facts = { rows, columns, sizeBytes, format: 'csv' };
      return { value: undefined, writes: [inserted, kept], entries: [{ ...attempt, subjectId: fileId, facts }] };
    });
    return { fileId, createdAt };
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

/** Seals the CSV of a zip as another process unpacks it. */
async function unpack(keys: OrgKeys, place: FilePlace, zip: Buffer) {
  assertZip(zip);
  const reading = await readApart(zip, { kind: 'zip' });
  try {
    const { start, all } = await splitStart(reading.bytes);
    // What could not be unpacked is told before what came of it is looked at.
    if (start.length < START_BYTES) await reading.end();
    assertCsv(start);
    const { sizeBytes } = await writeSealedFile(keys, place, Readable.from(all));
    const { fileName } = await reading.end();
    return { start, sizeBytes, fileName };
  } catch (error) {
    throw error instanceof CareledgerError && error.reason === 'BOMB' ? bomb() : error;
  } finally {
    reading.stop();
  }
}

async function takeZip(source: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of source) {
    size += chunk.length;
    if (size > MAX_ZIP_BYTES) {
      const message = `The zip is larger than ${MAX_ZIP_BYTES / 1_000_000} MB.`;
      throw invalid(message, { reason: 'TOO_LARGE', facts: { limit: MAX_ZIP_BYTES } });
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function assertCsv(start: Buffer): void {
  if (isZip(start)) throw nested();
  try {
    assertText(start);
  } catch (error) {
    if (!(error instanceof CareledgerError)) throw error;
    throw refused('NOT_CSV', 'The file in the zip is no CSV.');
  }
}

/** Also after it was read in another encoding. @throws invalid */
export function assertWithinLimits({ found: { rows, columns } }: Pick<Inspected, 'found'>): void {
  if (columns > MAX_COLUMNS) {
    const message = `The CSV has more than ${MAX_COLUMNS} columns.`;
    throw invalid(message, { reason: 'HEADER_LIMIT_EXCEEDED', facts: { limit: MAX_COLUMNS } });
  }
  if (rows > MAX_ROWS) {
    const message = `The CSV has more than ${MAX_ROWS} rows.`;
    throw invalid(message, { reason: 'LIMIT_EXCEEDED', facts: { limit: MAX_ROWS } });
  }
}
