/** The papers of an agreement: always sealed, each download an event. A paper stays as it is: another one is another version. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { clock } from '@/lib/platform/clock';
import type { Context } from '@/lib/platform/context';
import { inOrg, type Tx } from '@/lib/platform/db/transaction';
import { internal, invalid, notFound } from '@/lib/platform/errors';
import { readSealedFile, removeFile, tooLarge, writeSealedFile } from '@/lib/platform/files/store';
import { storeFile } from '@/lib/platform/files/store-file';
import { type Id, newId } from '@/lib/platform/ids';
import { keysOf } from '@/lib/platform/org-keys';
import { keepAgreement } from '@/lib/protection/agreements/kept';
import { openFile, openFileWith } from '@/lib/protection/disclose/notes-and-files';
import { mutate, unchanged } from '@/lib/protection/mutate';
import { endLinks } from './links';
import { lockLiving } from './lock';
import { assertPlainPdf } from './look-into-pdf';
import { assertKeepsAgreements } from './rights';
import type { PaperKind } from './schemas';

export const MAX_PAPER_BYTES = 20 * 1_000_000;

export interface NewPaper {
  agreementId: Id;
  kind: PaperKind;
  fileName: string;
  source: Readable;
  /** As announced; a body that ends before it was cut off. */
  expectedBytes?: number | null;
}

interface Paper {
  id: Id;
  agreementId: Id;
  kind: PaperKind;
  name: string;
  bytes: Uint8Array;
  at: Date;
}

export const sha256Of = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

/**
 * Adds a version of an agreement's paper. A document that comes after the agreement was sent ends its link.
 * @throws forbidden; not_found; invalid for what is no plain PDF, or over 20 MB; conflict where it is withdrawn; internal when
 * the scanner is away
 */
export async function uploadPaper(ctx: Context, paper: NewPaper): Promise<{ id: Id }> {
  const { agreementId, kind } = paper;
  const attempt = { action: 'agreement.upload', subjectId: agreementId } as const;
  // Rights before a single byte is read; asked again when the row is written.
  await mutate(ctx, attempt, async (tx) => {
    assertKeepsAgreements(ctx);
    await lockLiving(tx, agreementId);
    return unchanged();
  });
  const bytes = await wholeOf(paper.source);
  const id = newId();
  const place = { orgId: ctx.orgId, fileId: id };
  const arriving = { ...paper, source: Readable.from(bytes, { objectMode: false }) };
  // A contract is no health data; and the one that covers the scanner has to come in.
  const rules = { fileTypes: ['application/pdf'], maxBytes: MAX_PAPER_BYTES, mayLeave: async () => true };
  const { name, state } = await storeFile(arriving, place, await inOrg(ctx.orgId, keysOf), rules);
  try {
    if (state !== 'clean') throw invalid('A virus was found in this file.', { fields: { file: 'is infected' } });
    await assertPlainPdf(bytes);
    return await mutate(ctx, attempt, async (tx) => {
      assertKeepsAgreements(ctx);
      const { agreement } = await lockLiving(tx, agreementId);
      const ended = kind === 'document' ? await endLinks(tx, agreementId) : [];
      if (kind === 'document' && agreement.state === 'sent') await takeBack(tx, agreementId);
      const sha256 = await addPaperRow(tx, ctx, { id, agreementId, kind, name, bytes, at: clock.now() });
      const entry = { ...attempt, facts: { fileId: id, kind, sizeBytes: bytes.length, sha256 } };
      return { value: { id }, entries: [entry, ...ended] };
    });
  } catch (error) {
    await removeFile(place);
    throw error;
  }
}

async function takeBack(tx: Tx, agreementId: Id): Promise<void> {
  await tx.sql`update agreements set state = 'draft' where org_id = ${tx.orgId} and id = ${agreementId}`;
  await keepAgreement(tx, agreementId);
}

/** Writes the row of a paper whose bytes are in their place. @returns the SHA-256 of its bytes, hexadecimal */
async function addPaperRow(tx: Tx, ctx: Context, { id, agreementId, kind, name, bytes, at }: Paper): Promise<string> {
  const sha256 = sha256Of(bytes);
  await tx.sql`
    insert into agreement_files (org_id, id, agreement_id, kind, name, size, sha256, created_by, created_at)
    values (${tx.orgId}, ${id}, ${agreementId}, ${kind}, ${name}, ${bytes.length}, ${sha256}, ${ctx.actor.id},
      ${at.toISOString()})`;
  return sha256.toString('hex');
}

/** Adds a paper that was made here. The entry is the caller's. @returns the SHA-256 of its bytes, hexadecimal */
export async function addMadePaper(tx: Tx, ctx: Context, paper: Paper): Promise<string> {
  const source = Readable.from(Buffer.from(paper.bytes), { objectMode: false });
  await writeSealedFile(await keysOf(tx), { orgId: tx.orgId, fileId: paper.id }, source);
  return addPaperRow(tx, ctx, paper);
}

/** The bytes of a paper, in the transaction of an act that needs them. @throws internal where they are not those that came */
export async function readPaper(tx: Tx, fileId: Id, sha256: string): Promise<Buffer> {
  const sealed = await readSealedFile({ orgId: tx.orgId, fileId });
  const bytes = await buffer(openFileWith(await keysOf(tx), fileId, sealed));
  if (sha256Of(bytes).toString('hex') !== sha256) throw internal('This file is not the one that was uploaded.');
  return bytes;
}

export interface DownloadedPaper {
  name: string;
  sizeBytes: number;
  stream: Readable;
}

/** A paper as it came; the event is there before the first byte. @throws forbidden; not_found */
export async function downloadPaper(ctx: Context, asked: { agreementId: Id; fileId: Id }): Promise<DownloadedPaper> {
  const { agreementId, fileId } = asked;
  const action = 'agreement.download';
  const { name, size } = await mutate(ctx, { action, subjectId: agreementId }, async (tx) => {
    assertKeepsAgreements(ctx);
    const [file] = await tx.sql<{ name: string; size: number }[]>`
      select name, size from agreement_files
      where org_id = ${tx.orgId} and agreement_id = ${agreementId} and id = ${fileId}`;
    if (!file) throw notFound('The file');
    return { value: file, entries: [{ action, subjectId: agreementId, facts: { fileId } }] };
  });
  const sealed = await readSealedFile({ orgId: ctx.orgId, fileId });
  return { name, sizeBytes: size, stream: await openFile(ctx.orgId, fileId, sealed) };
}

async function wholeOf(source: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MAX_PAPER_BYTES) break;
      chunks.push(chunk);
    }
  } catch {
    throw invalid('The file did not arrive whole. Send it again.', { reason: 'CUT_OFF' });
  }
  if (size > MAX_PAPER_BYTES) throw tooLarge(MAX_PAPER_BYTES);
  return Buffer.concat(chunks);
}
