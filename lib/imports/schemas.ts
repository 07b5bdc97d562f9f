import { z } from 'zod';
import { isId } from '../ids';

const id = z.string().refine(isId, 'Not an id.');
const apiName = z.string().max(100);

/** Column number in the file (from 0) → API name of the field it fills. Columns left out are not imported. */
export const mappingSchema = z.record(z.string().regex(/^\d{1,4}$/), apiName);
export type Mapping = z.infer<typeof mappingSchema>;

export const importRefSchema = z.object({ module: apiName, importId: id });
export const mappedImportSchema = importRefSchema.extend({ mapping: mappingSchema });

export type ImportRef = z.infer<typeof importRefSchema>;
export type MappedImport = z.infer<typeof mappedImportSchema>;

/** One thing wrong with one row. Names the field, never the value. */
export interface RowProblem {
  /** As a spreadsheet numbers it: the header is row 1. */
  row: number;
  /** Label of the field; null for the row as a whole. */
  field: string | null;
  problem: string;
}

/** Kept in the job's row. A file without a header would put a patient's values where the header should be: sealed. */
export interface ImportParams {
  /** Base64 of the sealed JSON of the header's cells. */
  sealedHeaders: string;
  rows: number;
  mapping?: Mapping;
}

export interface ImportResult {
  /** Rows read and settled; a resumed job goes on behind them. */
  next: number;
  taken: number;
  failed: number;
  /** The first of them. */
  problems: RowProblem[];
  undone?: number;
}

export const MOST_PROBLEMS_KEPT = 1000;
