import { readSealedFile } from '@/lib/platform/files/store';
import type { Id } from '@/lib/platform/ids';
import { openFile } from '@/lib/protection/disclose/notes-and-files';
import type { FileFormat, FileRow } from './format';
import { NORMALISED, rowsOfSheet } from './normalised';
import { parseRows } from './parse-rows';

/** The rows of an uploaded file, from its header on, for the job that imports them. As `parseRows`. */
export async function* readRows(orgId: Id, fileId: Id, format: FileFormat): AsyncGenerator<FileRow> {
  const bytes = await openFile(orgId, fileId, await readSealedFile({ orgId, fileId }));
  const rows =
    format.kind === 'csv' ? parseRows(bytes, format) : rowsOfSheet(parseRows(bytes, NORMALISED), format.sheet);
  const { headerRow } = format;
  if (headerRow === undefined) yield* rows;
  else for await (const row of rows) if (row.row >= headerRow) yield row;
}
