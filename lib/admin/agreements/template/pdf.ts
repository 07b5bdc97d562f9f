import { newDocument, sheetOn } from '@/lib/platform/files/pdf-sheet';
import { NOT_LEGAL_ADVICE, type Template } from './clauses';

/**
 * The template as a PDF: numbered clauses with what they answer; each page says that it is no legal advice. The same words and
 * second give the same bytes.
 * @throws invalid for letters that cannot be set
 */
export async function templatePdf({ title, parties, clauses }: Template, at: Date): Promise<Uint8Array> {
  const pdf = await newDocument(title, at);
  const sheet = await sheetOn(pdf);
  sheet.set(title, { size: 18, bold: true });
  sheet.set(parties, { size: 10.5, above: 8 });
  for (const [n, { title: heading, citation, text }] of clauses.entries()) {
    sheet.set(`${n + 1}. ${heading}${citation ? ` (${citation})` : ''}`, { size: 11, bold: true, above: 12, keep: 2 });
    sheet.set(text, { size: 10.5, above: 2 });
  }
  sheet.end(NOT_LEGAL_ADVICE);
  return pdf.save();
}
