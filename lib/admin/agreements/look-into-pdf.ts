/**
 * What is inside a PDF. Guarantees: one that would run something, carries other files, or is encrypted is refused by name,
 * whichever of its parts holds it: every object that stands in it is looked at, also one that a later part of the file
 * replaces, since another reader may take it for the living one.
 * Does not: look for faults of a reader in fonts and pictures.
 */
import {
  PDFArray,
  type PDFContext,
  PDFDict,
  PDFName,
  type PDFObject,
  PDFParser,
  type PDFRef,
  PDFStream,
} from '@cantoo/pdf-lib';
import { invalid } from '@/lib/platform/errors';

/** Names that stand as a key, or as the value of `S` or `Type`, and what they mean. */
const REFUSED: Readonly<Record<string, string>> = {
  JS: 'contains JavaScript',
  JavaScript: 'contains JavaScript',
  Launch: 'starts a program when it is read',
  ImportData: 'loads data when it is read',
  SubmitForm: 'sends data when it is read',
  GoToE: 'opens a file inside it',
  EmbeddedFiles: 'has other files in it',
  EmbeddedFile: 'has other files in it',
  FileAttachment: 'has other files in it',
  RichMedia: 'has media in it that a reader runs',
  XFA: 'holds a form that a reader runs',
  Encrypt: 'is encrypted',
};

const VALUED = new Set(['S', 'Type', 'Subtype']);

/** @throws invalid, with what was found, or when it cannot be read as a PDF */
export async function assertPlainPdf(bytes: Uint8Array): Promise<void> {
  const found = await findRefused(bytes);
  if (found) throw refused(`This PDF ${found}. Print it to a plain PDF and upload that.`, found);
}

const UNREADABLE = 'This file cannot be read as a PDF: it is damaged, encrypted, or something else.';

const refused = (message: string, file: string) => invalid(message, { reason: 'PDF_REFUSED', fields: { file } });

async function findRefused(bytes: Uint8Array): Promise<string | null> {
  const seen: PDFObject[] = [];
  let context: PDFContext;
  try {
    const parser = PDFParser.forBytesWithOptions(bytes, Number.POSITIVE_INFINITY, true);
    watch((parser as unknown as { context: PDFContext }).context, seen);
    context = await parser.parseDocument();
  } catch {
    throw refused(UNREADABLE, 'cannot be read');
  }
  const { Root, Encrypt } = context.trailerInfo;
  if (Encrypt) return REFUSED.Encrypt ?? null;
  if (!Root) throw refused(UNREADABLE, 'cannot be read');
  for (const object of seen) {
    const found = findIn(object);
    if (found) return found;
  }
  return null;
}

/** Remembers every object that the parser meets. */
function watch(context: PDFContext, seen: PDFObject[]): void {
  const assign = context.assign.bind(context);
  context.assign = (ref: PDFRef, object: PDFObject) => {
    seen.push(object);
    assign(ref, object);
  };
}

function findIn(object: PDFObject): string | null {
  const open: PDFObject[] = [object];
  for (let at = open.pop(); at; at = open.pop()) {
    if (at instanceof PDFStream) open.push(at.dict);
    else if (at instanceof PDFArray) open.push(...at.asArray());
    else if (at instanceof PDFDict) {
      const found = findAmong(at);
      if (found) return found;
      open.push(...at.values());
    }
  }
  return null;
}

const own = (name: string): string | undefined => (Object.hasOwn(REFUSED, name) ? REFUSED[name] : undefined);

function findAmong(dict: PDFDict): string | null {
  // A file specification; elsewhere `EF` may be any name that its writer chose.
  if (dict.has(PDFName.of('EF')) && ['F', 'UF', 'Type'].some((key) => dict.has(PDFName.of(key)))) {
    return REFUSED.EmbeddedFile ?? null;
  }
  for (const [key, value] of dict.entries()) {
    const name = key.decodeText();
    const named = VALUED.has(name) && value instanceof PDFName ? own(value.decodeText()) : undefined;
    const found = own(name) ?? named;
    if (found) return found;
  }
  return null;
}
