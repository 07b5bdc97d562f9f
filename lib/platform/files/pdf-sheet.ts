/** Sets lines of text on pages of a PDF, in fonts that every reader has. */
import { PDFDocument, type PDFFont, type PDFPage, rgb, StandardFonts } from '@cantoo/pdf-lib';
import { invalid } from '@/lib/platform/errors';

/** US Letter, in points. */
const [WIDTH, HEIGHT] = [612, 792];
const MARGIN = 64;
const FOOT = 64;
const INK = rgb(0.1, 0.12, 0.14);
const GREY = rgb(0.4, 0.43, 0.46);

export interface Style {
  size: number;
  bold?: boolean;
  /** Of one width, for hashes and ids. */
  mono?: boolean;
  /** For what names something. */
  grey?: boolean;
  /** Space above. */
  above?: number;
  /** How many lines that follow have to stand on the same page: no heading stays alone at its foot. */
  keep?: number;
}

export interface Sheet {
  /** Sets a paragraph, on further pages where it needs them. @throws invalid where its letters cannot be set */
  set(text: string, style: Style): void;
  /** Writes the foot of the pages that were added, with their numbers among themselves. */
  end(foot: string): void;
}

/** A new document that is called `title`, made at a time. */
export async function newDocument(title: string, at: Date): Promise<PDFDocument> {
  const pdf = await PDFDocument.create({ updateMetadata: false });
  pdf.setTitle(title, { showInWindowTitleBar: true });
  pdf.setLanguage('en');
  pdf.setCreationDate(at);
  pdf.setModificationDate(at);
  pdf.setProducer('Careledger');
  return pdf;
}

/** New pages at the end of a document. */
export async function sheetOn(pdf: PDFDocument): Promise<Sheet> {
  const [plain, bold, mono] = await Promise.all(
    [StandardFonts.Helvetica, StandardFonts.HelveticaBold, StandardFonts.Courier].map((font) => pdf.embedFont(font)),
  );
  const fontOf = (style: Style) => (style.mono ? mono : style.bold ? bold : plain) as PDFFont;
  const pages: PDFPage[] = [];
  let page = pdf.addPage([WIDTH, HEIGHT]);
  pages.push(page);
  let y = HEIGHT - MARGIN;
  const lower = (by: number, keep = 0) => {
    y -= by;
    if (y - keep >= FOOT + MARGIN / 4) return;
    page = pdf.addPage([WIDTH, HEIGHT]);
    pages.push(page);
    y = HEIGHT - MARGIN - by;
  };
  return {
    set(text, style) {
      const font = fontOf(style);
      const high = style.size * 1.4;
      lower(style.above ?? 0, style.keep ? high * (1 + style.keep) : 0);
      for (const line of wrapped(settable(font, text), font, style.size)) {
        lower(high);
        page.drawText(line, { x: MARGIN, y, size: style.size, font, color: style.grey ? GREY : INK });
      }
    },
    end(foot) {
      for (const [n, one] of pages.entries()) {
        const number = `Page ${n + 1} of ${pages.length}`;
        const font = fontOf({ size: 8 });
        one.drawText(settable(font, foot), { x: MARGIN, y: FOOT / 2, size: 8, font, color: GREY });
        const x = WIDTH - MARGIN - font.widthOfTextAtSize(number, 8);
        one.drawText(number, { x, y: FOOT / 2, size: 8, font, color: GREY });
      }
    },
  };
}

/** @throws invalid for letters that the fonts of every reader do not have: none is left out or replaced in a contract */
function settable(font: PDFFont, text: string): string {
  const known = new Set(font.getCharacterSet());
  if ([...text].every((letter) => known.has(letter.codePointAt(0) ?? 0))) return text;
  throw invalid(
    'Some letters cannot be set in this PDF. Write names in Latin letters, or upload a paper of your own.',
    {
      reason: 'LETTERS',
    },
  );
}

/** Lines that are no wider than the page's text; a word that is gets cut. */
function wrapped(text: string, font: PDFFont, size: number): string[] {
  const most = WIDTH - 2 * MARGIN;
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= most;
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => pieces(one, fits))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    lines.push(line);
    line = word;
  }
  return [...lines, line];
}

function pieces(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word];
  const letters = [...word];
  const found: string[] = [];
  let piece = '';
  for (const letter of letters) {
    if (!fits(piece + letter)) {
      found.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...found, piece];
}
