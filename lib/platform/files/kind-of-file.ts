/** What a file is, by what stands in it; never by what its name or its sender says. Pure. */
import { invalid } from '@/lib/platform/errors';
import { UNKNOWN_TYPE } from './sniff';

export interface FileKind {
  contentType: string;
  /** Endings a name of this type may have; the first is given to a name that has another. */
  endings: readonly string[];
  isText: boolean;
}

const OTHER_ENDINGS: Readonly<Record<string, readonly string[]>> = {
  jpg: ['jpeg', 'jfif'],
  heic: ['heif'],
  tif: ['tiff'],
  txt: ['log'],
};

/** Bytes that stand in no text (WHATWG MIME Sniffing, "binary data byte"). */
const isBinary = (byte: number): boolean =>
  byte < 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0c && byte !== 0x0d && byte !== 0x1b;

/** A web page, a picture with script, any markup: what a browser might run. */
const MARKUP = /^(\ufeff|\u00ef\u00bb\u00bf)?\s*<[a-z!?/]/i;

/** `name` only tells two kinds of plain text apart. */
export function kindOfFile(
  { contentType, ending, head }: { contentType: string; ending: string | null; head: Buffer },
  name: string,
): FileKind {
  if (contentType !== UNKNOWN_TYPE && ending) return kind(contentType, ending, false);
  if (head.length === 0 || head.some(isBinary)) return kind(UNKNOWN_TYPE, 'bin', false);
  if (MARKUP.test(head.toString('latin1'))) return kind('text/html', 'html', true);
  return /\.csv$/i.test(name) ? kind('text/csv', 'csv', true) : kind('text/plain', 'txt', true);
}

const kind = (contentType: string, ending: string, isText: boolean): FileKind => ({
  contentType,
  endings: [ending, ...(OTHER_ENDINGS[ending] ?? [])],
  isText,
});

/**
 * The name with an ending of what the file is, so that a double click opens it as that: a PDF that is a web page as well
 * and is called `scan.html` becomes `scan.html.pdf`.
 */
export function honestName(name: string, { endings }: FileKind): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase();
  return ending && endings.includes(ending) ? name : `${name}.${endings[0]}`;
}

/** The same bytes, as long as they are text. @throws invalid */
export async function* onlyText(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    if (chunk.some(isBinary)) throw notTaken(UNKNOWN_TYPE);
    yield chunk;
  }
}

export const notTaken = (contentType: string) =>
  invalid(
    contentType === UNKNOWN_TYPE
      ? 'It is not clear what kind of file this is, so it is not taken here.'
      : `Files of the kind ${contentType} are not taken here.`,
    { reason: 'FILE_TYPE', fields: { file: 'This kind of file is not taken here.' } },
  );
