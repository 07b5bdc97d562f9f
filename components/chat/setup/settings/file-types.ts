/** Kinds of files as people call them, by MIME type. */
const KNOWN: Readonly<Record<string, string>> = {
  'application/pdf': 'PDF',
  'image/png': 'PNG picture',
  'image/jpeg': 'JPEG picture',
  'image/webp': 'WebP picture',
  'image/heic': 'HEIC picture (iPhone)',
  'image/gif': 'GIF picture',
  'image/tiff': 'TIFF picture (scans, faxes)',
  'text/plain': 'Plain text',
  'text/csv': 'CSV table',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'Word document (.docx)',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'Excel workbook (.xlsx)',
};

/** The kinds to choose from: those that are known, and those that are taken already. */
export function fileTypeChoices(taken: readonly string[]): { type: string; label: string }[] {
  return [...new Set([...Object.keys(KNOWN), ...taken])].map((type) => ({ type, label: KNOWN[type] ?? type }));
}
