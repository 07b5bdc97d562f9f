/** Ways out of which an accounting has lines, and what for. Pure. */
import { PURPOSES } from '@/lib/protection/compliance/purposes';

/** The ways by which marked values leave the organisation, or come into a person's hands as a file. */
export const EXITS = {
  api: 'Read by a program',
  export: 'Export',
  print: 'Printed',
  subject_export: 'Everything about the record, as a file',
  app: 'Sent to an app',
  extract: 'Extract of a chat’s events',
  accounting: 'Given by a one-time link',
  transcript: 'Transcript of a chat',
} as const;
export type Exit = keyof typeof EXITS;

/** What leaves and is no field: named among the fields of a line by what no API name begins with. */
export const PARTS = {
  $accounting: 'Accounting of disclosures',
} as const;

/** What people are asked for a reveal, and what an exit knows by itself. `unstated`: a program says no purpose. */
export const LINE_PURPOSES: Readonly<Record<string, string>> = {
  ...PURPOSES,
  authorization: 'Authorization of the patient',
  unstated: 'Not stated',
};
