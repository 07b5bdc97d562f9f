import { PDFDocument } from '@cantoo/pdf-lib';
import { invalid } from '@/lib/platform/errors';
import { sheetOn } from '@/lib/platform/files/pdf-sheet';
import type { Id } from '@/lib/platform/ids';

export interface Signer {
  /** For whom. */
  organisation: string;
  name: string;
  title: string;
  at: Date;
}

export interface Signing {
  documentName: string;
  /** Of the document's bytes as they were sent, hexadecimal. */
  sha256: string;
  ours: Signer;
  theirs: Signer;
  /** Of the signing, in the audit log of the organisation. */
  entryId: Id;
  signingId: Id;
}

/** The document with a page at its end that says who signed it, when, and what exactly. @throws invalid where it cannot be set */
export async function withCertificate(document: Uint8Array, signing: Signing): Promise<Uint8Array> {
  const pdf = await openDocument(document);
  const sheet = await sheetOn(pdf);
  const line = (label: string, text: string, mono = false) => {
    sheet.set(label, { size: 9, grey: true, above: 8, keep: 1 });
    sheet.set(text, { size: mono ? 10 : 11, mono, above: 0 });
  };
  sheet.set('Certificate of signing', { size: 18, bold: true });
  line('Document', signing.documentName);
  line('SHA-256 of the document as it was sent, before this page was added', signing.sha256, true);
  for (const { organisation, name, title, at } of [signing.ours, signing.theirs]) {
    sheet.set(`Signed for ${organisation}`, { size: 12, bold: true, above: 18, keep: 3 });
    line('Name', name);
    line('Title', title);
    line('Time (UTC)', `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`);
  }
  sheet.set('Record', { size: 12, bold: true, above: 18, keep: 3 });
  line(`Entry in the audit log of ${signing.ours.organisation}`, signing.entryId, true);
  line('Link by which it was signed, with a second secret', signing.signingId, true);
  sheet.end('Certificate of signing, made by Careledger when both had signed.');
  return pdf.save();
}

/** @throws invalid where pages cannot be added to it */
export async function openDocument(bytes: Uint8Array): Promise<PDFDocument> {
  try {
    return await PDFDocument.load(bytes, { updateMetadata: false });
  } catch {
    throw invalid('No page can be added to this PDF. Print it to a plain PDF, upload that, and send it.');
  }
}
