import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { type ColumnChoices, columnChoicesSchema } from './columns/reading';
import type { ColumnSeen } from './columns/seen';
import { encodingSchema, type FileFindings, type FileFormat, type FileRow, separatorSchema } from './file/format';
import { CREATE_ALL, type Duplicates, duplicatesSchema } from './rows/duplicates';

const id = z.string().refine(isId, 'Not an id.');
const apiName = z.string().max(100);

/** Column number in the file (from 0) → API name of the field it fills. Columns left out are not imported. */
const mappingSchema = z.record(z.string().regex(/^\d{1,4}$/), apiName);
export type Mapping = z.infer<typeof mappingSchema>;

export const importRefSchema = z.object({ module: apiName, importId: id });
export const mappedImportSchema = importRefSchema.extend({
  mapping: mappingSchema,
  duplicates: duplicatesSchema.default(CREATE_ALL),
  /** What a person answered about columns; the rest is read from all their rows. */
  columns: columnChoicesSchema.default({}),
  /** The very same file was imported before: its records are to be made a second time. */
  again: z.boolean().default(false),
});
/** Reads the file in another way: what is left out is detected. */
export const rereadSchema = importRefSchema.extend({
  encoding: encodingSchema.optional(),
  separator: separatorSchema.optional(),
  sheet: z.int().min(0).optional(),
  headerRow: z.int().min(1).optional(),
  /** Whether an apostrophe in front of = + - and @ is taken off. */
  guarded: z.boolean().optional(),
});

export type ImportRef = z.infer<typeof importRefSchema>;
export type MappedImport = z.input<typeof mappedImportSchema>;
export type Reread = z.infer<typeof rereadSchema>;

/** One thing wrong with one row. Names the field, never the value. */
export interface RowProblem {
  /** As a spreadsheet numbers it. */
  row: number;
  /** Label of the field; null for the row as a whole. */
  field: string | null;
  problem: string;
  /** By what it is counted, where the problem names a row. */
  kind?: string;
  /** The row was not refused: this was left empty or rounded, or is the same as in an earlier row. */
  isTaken?: boolean;
  /** Nor taken: its record stays as an earlier row left it. */
  isSkipped?: boolean;
}

/** All problems of one kind in one column. */
export interface ColumnProblem extends Omit<RowProblem, 'row' | 'kind'> {
  rows: number;
}

/** Kept in the job's row. */
export interface ImportParams {
  /**
   * Base64 of the sealed JSON of `FileWords`. A file without a header would put a patient's values where the header
   * should be.
   */
  sealedHeaders: string;
  /** The same of its `columns` and `top`: until the import is started, or the file is gone. */
  sealedColumns?: string;
  rows: number;
  format: FileFormat;
  found: FileFindings;
  mapping?: Mapping;
  duplicates?: Duplicates;
  /** How each column is read: complete. Absent for imports from before that: cells are taken as they stand. */
  columns?: ColumnChoices;
  /** The job of the last dry run. */
  checkId?: string;
  /** Of the file's bytes, as `withDigest` makes it. Absent for imports from before that. */
  fileDigest?: string;
}

/** The file's own words. */
export interface FileWords {
  /** The cells of the header. */
  headers: string[];
  /** A workbook's sheets that hold rows. */
  sheets?: { sheet: number; name: string }[];
  /** What was seen in each column. */
  columns?: ColumnSeen[];
  /** The first rows, shortened, to choose the header among. */
  top?: FileRow[];
  /** An export of ours that no other program wrote anew. */
  ours?: boolean;
}

/** How many rows came to what: of an import, or of a dry run. */
export interface RowCounts {
  /** Created. */
  taken: number;
  overwritten?: number;
  skipped?: number;
  /** Refused. */
  failed: number;
  /** What was refused, left empty, rounded or the same as an earlier row, by column. */
  byColumn?: ColumnProblem[];
  /** Plural of a module → records created because a row names them. */
  alsoCreated?: Record<string, number>;
}

export interface ImportResult extends RowCounts {
  /** Rows read and settled; a resumed job goes on behind them. */
  next: number;
  /** The first of them. */
  problems: RowProblem[];
  /** Of an import that was undone: records moved to the recycle bin, and records that have their former values again. */
  undone?: number;
  restored?: number;
  /** Those that do not: their encrypted values do not open. */
  damaged?: number;
}

/** What a dry run found. */
export interface CheckResult extends RowCounts {
  problems: RowProblem[];
  /** Labels of unique fields whose records the asker may not read: that a value is there already shows in the import. */
  notLookedUp: string[];
}

export const MOST_PROBLEMS_KEPT = 1000;

export const countOf = ({ taken, overwritten = 0, skipped = 0, failed }: RowCounts): number =>
  taken + overwritten + skipped + failed;
