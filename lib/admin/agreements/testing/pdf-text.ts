import { decodePDFRawStream, PDFArray, PDFDocument, PDFRawStream, type PDFStream } from '@cantoo/pdf-lib';

/** What a page that `sheet.ts` set says, page by page; a line of text is a line. */
export async function textOf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  return pdf.getPages().map((page) => {
    const contents = page.node.Contents();
    const streams =
      contents instanceof PDFArray ? contents.asArray().map((ref) => pdf.context.lookup(ref)) : [contents];
    return streams.map((stream) => shown(stream as PDFStream)).join('\n');
  });
}

function shown(stream: PDFStream): string {
  const bytes = stream instanceof PDFRawStream ? decodePDFRawStream(stream).decode() : stream.getContents();
  const text = Buffer.from(bytes).toString('latin1');
  const lines = [...text.matchAll(/<([0-9A-Fa-f]*)>\s*Tj/g)];
  return lines.map(([, hex = '']) => new TextDecoder('windows-1252').decode(Buffer.from(hex, 'hex'))).join('\n');
}
