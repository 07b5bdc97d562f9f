import { Readable } from 'node:stream';
import { getModule } from '@/lib/crm/modules/definition';
import { metadataFor } from '@/lib/crm/modules/seen';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import { jobs } from '@/lib/platform/db/schema/jobs';
import { invalid } from '@/lib/platform/errors';
import { readSealedFile, removeFile, writeSealedFile } from '@/lib/platform/files/store';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import { keepJob } from '@/lib/protection/integrity/kept-job';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { inspectSheet, inspectUpload } from '../apart/inspect';
import { readApart } from '../apart/read-apart';
import { assertText, isZip } from '../file/detect';
import type { FileFindings, FileFormat } from '../file/format';
import { splitStart, takeAll } from '../file/split-start';
import { sealFileWords } from '../find';
import { assertMayImport } from '../rights';
import type { FileWords, ImportParams } from '../schemas';
import { MAX_WORKBOOK_BYTES } from '../xlsx/limits';
import { withDigest } from './file-digest';

const MAX_IMPORT_BYTES = 100 * 1_000_000;
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;

export interface Upload {
  module: string;
  source: Readable;
  maxBytes?: number;
}

/** What a file was found to be. */
interface Taken {
  words: FileWords;
  format: FileFormat;
  found: FileFindings;
  sizeBytes: number;
}

/**
 * Takes a CSV or XLSX file: sealed as it arrives, then read once to its end, so that a file that cannot be read is
 * refused before anything is imported. It is kept for 24 hours.
 * @throws forbidden; invalid for a file too large, empty, or neither CSV nor XLSX. Nothing stays of a refused file.
 */
export async function uploadImport(
  ctx: Context,
  { module: name, source, maxBytes = MAX_IMPORT_BYTES }: Upload,
): Promise<{ importId: Id }> {
  const attempt = { action: 'import.upload', module: name } as const;
  const { keys, moduleId } = await mutate(ctx, attempt, async (tx) => {
    const module = getModule(await metadataFor(tx, ctx), name);
    assertMayImport(ctx, module);
    return unchanged({ keys: await keysOf(tx), moduleId: module.id });
  });
  const importId = newId();
  const place = { orgId: ctx.orgId, fileId: importId };
  const { bytes, digest } = withDigest(keys, moduleId, source);
  try {
    const { words, format, found, sizeBytes } = await take(keys, importId, bytes, maxBytes);
    const { rows } = found;
    const params: ImportParams = { ...sealFileWords(keys, importId, words), rows, format, found, fileDigest: digest() };
    await mutate(ctx, attempt, async (tx) => {
      const inserted = tx.db.insert(jobs).values({
        orgId: tx.orgId,
        id: importId,
        kind: 'import',
        status: 'draft',
        module: name,
        params: { ...params },
        total: rows,
        createdBy: ctx.actor.id,
        createdAt: clock.now(),
        expiresAt: new Date(clock.nowMs() + KEPT_FOR_MS),
      });
      const kept = keepJob(tx, { id: importId, kind: 'import', module: name, createdBy: ctx.actor.id, params });
      const facts = { rows, columns: found.columns, sizeBytes, format: format.kind };
      return { value: undefined, writes: [inserted, kept], entries: [{ ...attempt, subjectId: importId, facts }] };
    });
    return { importId };
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

async function take(keys: OrgKeys, importId: Id, source: AsyncIterable<Buffer>, maxBytes: number): Promise<Taken> {
  const { start, all } = await splitStart(source);
  return isZip(start) ? takeWorkbook(keys, importId, all, maxBytes) : takeCsv(keys, importId, { start, all }, maxBytes);
}

async function takeCsv(
  keys: OrgKeys,
  importId: Id,
  { start, all }: { start: Buffer; all: AsyncIterable<Buffer> },
  maxBytes: number,
): Promise<Taken> {
  assertText(start);
  const place = { orgId: keys.orgId, fileId: importId };
  const { sizeBytes } = await writeSealedFile(keys, place, Readable.from(all), { maxBytes });
  const open = async () => openFile(place.orgId, importId, await readSealedFile(place));
  const { headers, columns, top, format, found } = await inspectUpload(start, open, {}, { for: 'a person' });
  return { words: { headers, columns, top }, format, found, sizeBytes };
}

/** A workbook is unpacked on the way in, by another process; what is kept are its rows. */
async function takeWorkbook(keys: OrgKeys, importId: Id, all: AsyncIterable<Buffer>, maxBytes: number): Promise<Taken> {
  const bytes = await takeAll(all, Math.min(maxBytes, MAX_WORKBOOK_BYTES));
  const reading = await readApart(bytes, { kind: 'workbook' });
  const kept = { orgId: keys.orgId, fileId: importId };
  const { sheets } = await writeSealedFile(keys, kept, reading.bytes).then(reading.end).finally(reading.stop);
  const [first] = sheets;
  if (!first) throw invalid('The file is empty.');
  const open = async () => openFile(keys.orgId, importId, await readSealedFile(kept));
  const { format, headers, columns, top, found } = await inspectSheet(open, { sheet: first.sheet });
  return { words: { headers, sheets, columns, top }, format, found, sizeBytes: bytes.length };
}
