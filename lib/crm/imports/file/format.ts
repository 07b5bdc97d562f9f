/** How a file is to be read. Pure: the screens choose among these. */
import { z } from 'zod';

/** Names as `TextDecoder` knows them → what a person reads. Latin-1 is read as Windows-1252, its superset, as browsers do. */
export const ENCODINGS = {
  'utf-8': 'UTF-8',
  /** Bytes that are no UTF-8 are read one by one: a file put together of two. */
  'utf-8+windows-1252': 'UTF-8, other bytes as Windows-1252',
  'utf-16le': 'UTF-16 (little endian)',
  'utf-16be': 'UTF-16 (big endian)',
  'windows-1252': 'Windows-1252 (Latin-1, Western)',
  'windows-1250': 'Windows-1250 (Central European)',
  'windows-1251': 'Windows-1251 (Cyrillic)',
  shift_jis: 'Shift JIS (Japanese)',
  gb18030: 'GB 18030 (Chinese)',
} as const;

export const SEPARATORS = { ',': 'Comma', ';': 'Semicolon', '\t': 'Tab', '|': 'Pipe' } as const;

export type Encoding = keyof typeof ENCODINGS;
export type Separator = keyof typeof SEPARATORS;

export const encodingSchema = z.enum(Object.keys(ENCODINGS) as [Encoding, ...Encoding[]]);
export const separatorSchema = z.enum(Object.keys(SEPARATORS) as [Separator, ...Separator[]]);

interface HeaderPlace {
  /** The row that names the columns, as a spreadsheet numbers it; rows above are no data. Absent: the first one. */
  headerRow?: number;
}

export interface CsvFormat extends HeaderPlace {
  kind: 'csv';
  encoding: Encoding;
  separator: Separator;
  /** Quotes inside a cell that are not doubled are kept as they are, since the file would be no CSV otherwise. */
  relaxedQuotes: boolean;
  /** Written by us: the apostrophe that keeps a spreadsheet from running a cell is taken off. */
  guarded?: boolean;
}

export interface SheetFormat extends HeaderPlace {
  kind: 'xlsx';
  /** Place in the workbook, from 0. */
  sheet: number;
}

export type FileFormat = CsvFormat | SheetFormat;

/** What was found in a file before anything is written. Numbers of columns and rows, never their text. */
export interface FileFindings {
  rows: number;
  columns: number;
  /** The row that names the columns, as a spreadsheet numbers it. */
  headerRow: number;
  /** An export of ours that no other program wrote anew: each cell means what it meant where it came from. */
  ours?: boolean;
  /** Cells with an apostrophe that another program may have put there. */
  guarded?: number;
  /** No mark of ours says what those apostrophes are, and no person has. */
  asksApostrophes?: true;
  /** What a person should look at, in words. */
  notes: string[];
  /** Rows with bytes that are not of the encoding, until a person says how they are to be read. */
  stray?: { count: number; first: number[] };
}

/** What must be said of the file itself before anything is imported. */
export const askedOfFile = ({ stray, asksApostrophes }: FileFindings): ('encoding' | 'apostrophes')[] => [
  ...(stray ? (['encoding'] as const) : []),
  ...(asksApostrophes ? (['apostrophes'] as const) : []),
];

/** A row of the file that is not blank; the first one given is the header. */
export interface FileRow {
  /** As a spreadsheet numbers it. */
  row: number;
  cells: string[];
}
