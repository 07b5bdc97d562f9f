/** The pages of an accounting. Fonts that every reader has, so nothing is embedded; text only, nothing runs. */
import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from '@cantoo/pdf-lib';
import { clock } from '@/lib/platform/clock';
import type { Accounting } from './accounting';
import type { AccountingLine } from './copy';

const [WIDTH, HEIGHT] = [595, 842];
const MARGIN = 56;

/** 164.528(a)(1). */
const NOT_LISTED =
  'Those for treatment, payment or health care operations, to the patient, or by the patient’s authorization need not be listed.';

interface Writer {
  doc: PDFDocument;
  plain: PDFFont;
  bold: PDFFont;
  page: PDFPage;
  /** Where the next line stands. */
  y: number;
}

/** As PDF, its lines those that are given. */
export async function accountingPdf(accounting: Accounting): Promise<Uint8Array> {
  const doc = await PDFDocument.create();
  const now = clock.now();
  doc.setTitle('Accounting of disclosures');
  doc.setCreator('Careledger');
  doc.setProducer('Careledger');
  doc.setCreationDate(now);
  doc.setModificationDate(now);
  const [plain, bold] = [
    await doc.embedFont(StandardFonts.Helvetica),
    await doc.embedFont(StandardFonts.HelveticaBold),
  ];
  const writer: Writer = { doc, plain, bold, page: doc.addPage([WIDTH, HEIGHT]), y: HEIGHT - MARGIN };
  const { organisation, module, recordId, period, lines, today } = accounting;
  write(writer, 'Accounting of disclosures', { size: 18, bold: true });
  write(writer, organisation, { size: 12 });
  write(
    writer,
    `${module.singular} ${recordId}, from ${period.from} to ${period.to}. Made on ${today}. Times are UTC.`,
  );
  write(writer, 'Disclosures of protected health information, as 45 CFR 164.528 asks for.');
  write(writer, NOT_LISTED);
  writer.y -= 8;
  if (lines.length === 0) write(writer, 'Nothing was disclosed in this time that has to be accounted for.');
  for (const line of lines) writeLine(writer, line);
  number(writer);
  return doc.save();
}

function writeLine(writer: Writer, line: AccountingLine): void {
  // A line's first words are never alone at the end of a page.
  if (writer.y < MARGIN + 90) turn(writer);
  write(writer, whenOf(line), { bold: true });
  write(writer, `To: ${[line.recipient, line.address].filter(Boolean).join(', ')}`);
  write(writer, `What: ${line.what}`);
  write(writer, `How and why: ${line.exit}. ${line.purpose}.`);
  if (line.exception) write(writer, `Need not be accounted for: ${line.exception.why} (${line.exception.section}).`);
  writer.y -= 8;
}

const timeOf = (iso: string): string => `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;

/** The first, how many, and the last, 164.528(b)(3). */
const whenOf = ({ firstAt, lastAt, times }: AccountingLine): string =>
  times === 1 ? timeOf(firstAt) : `${timeOf(firstAt)}, ${times} times up to ${timeOf(lastAt)}`;

function write(writer: Writer, text: string, { size = 10, bold = false } = {}): void {
  const font = bold ? writer.bold : writer.plain;
  for (const line of wrapped(drawable(font, text), font, size)) {
    if (writer.y < MARGIN) turn(writer);
    writer.page.drawText(line, { x: MARGIN, y: writer.y, size, font });
    writer.y -= size * 1.4;
  }
}

function turn(writer: Writer): void {
  writer.page = writer.doc.addPage([WIDTH, HEIGHT]);
  writer.y = HEIGHT - MARGIN;
}

function number({ doc, plain }: Writer): void {
  const pages = doc.getPages();
  for (const [n, page] of pages.entries()) {
    page.drawText(`${n + 1} of ${pages.length}`, { x: MARGIN, y: MARGIN / 2, size: 8, font: plain });
  }
}

/** What the font cannot write stands as a question mark. */
function drawable(font: PDFFont, text: string): string {
  const known = new Set(font.getCharacterSet());
  return [...text.normalize('NFC')].map((one) => (known.has(one.codePointAt(0) ?? 0) ? one : '?')).join('');
}

function wrapped(text: string, font: PDFFont, size: number): string[] {
  const most = WIDTH - 2 * MARGIN;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, font, size, most))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, size) <= most) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A word longer than a line is cut. */
function pieces(word: string, font: PDFFont, size: number, most: number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const one of word) {
    if (font.widthOfTextAtSize(part + one, size) > most) {
      parts.push(part);
      part = '';
    }
    part += one;
  }
  return [...parts, part];
}
