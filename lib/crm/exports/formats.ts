/** The kinds of files that exports make. */
const CONTENT_TYPES: Record<string, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  zip: 'application/zip',
  html: 'text/html; charset=utf-8',
};

export const contentTypeOf = (fileName: string): string =>
  CONTENT_TYPES[fileName.split('.').at(-1) ?? ''] ?? 'application/octet-stream';
