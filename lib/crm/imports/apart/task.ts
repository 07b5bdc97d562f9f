/** What the process that reads uploads is asked, and what it says. Pure. */
import type { CsvFormat } from '../file/format';
import type { CsvChoice, Inspected, Manner } from '../file/inspect';

/** `workbook` and `zip` give bytes out as well: rows of all sheets as they are kept, the one CSV unpacked. */
export type Task =
  | { kind: 'workbook' }
  | { kind: 'zip' }
  | { kind: 'csv'; choice: CsvChoice; manner: Manner }
  /** One sheet of a workbook that was read before. */
  | { kind: 'sheet'; sheet: number; headerRow?: number | undefined };

export type TaskOf<Kind extends Task['kind']> = Extract<Task, { kind: Kind }>;

export interface SheetName {
  sheet: number;
  name: string;
}

export interface Answers {
  workbook: { sheets: SheetName[] };
  zip: { fileName: string };
  csv: Inspected & { format: CsvFormat };
  sheet: Inspected;
}

export type Answer = Answers[keyof Answers];

/** At its end. */
export type Told = { cpuMs: number } & (
  | { answer: Answer }
  | { refused: string; reason: string | undefined; facts: Readonly<Record<string, string | number | boolean>> }
);

/** It wants the file from its beginning: the first time, or once more. */
export const ASKS = 'file';
