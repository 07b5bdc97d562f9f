/** Ways out of which an accounting has lines, and what leaves by them beside fields. Pure. */

/** The ways by which marked values leave the organisation, or come into a person's hands as a file. */
export const EXITS = {
  api: 'Read by a program',
  export: 'Export',
  print: 'Printed',
  subject_export: 'Everything about the record, as a file',
  app: 'Sent to an app',
  download: 'Attached file downloaded',
  extract: 'Extract of the audit log',
  accounting: 'Given by a one-time link',
  transcript: 'Transcript of a chat',
} as const;
export type Exit = keyof typeof EXITS;

/** What leaves and is no field: named among the fields of a line by what no API name begins with. */
export const PARTS = {
  $notes: 'Notes',
  $files: 'Attached files',
  $accounting: 'Accounting of disclosures',
  $ledger: 'Entries of the audit log',
} as const;
