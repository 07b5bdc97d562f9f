/** How much of a workbook is read at most: a ZIP of some kilobytes can unpack to more than a machine has. */

/** Of the file as it comes; it is held in memory while it is unpacked. */
export const MAX_WORKBOOK_BYTES = 50 * 1_000_000;
export const MAX_UNPACKED_BYTES = 400 * 1_000_000;
export const MAX_ENTRIES = 5000;
export const MAX_SHEETS = 200;
export const MAX_SHARED_STRINGS = 1_000_000;
/** Characters of all shared strings together. */
export const MAX_SHARED_CHARACTERS = 50 * 1_000_000;
export const MAX_CELLS = 10 * 1_000_000;
/** Elements of one part: whatever they are called, each costs. */
export const MAX_ELEMENTS = 40 * 1_000_000;
export const MAX_COLUMNS = 500;
/** What a cell can hold in a spreadsheet is 32,767. */
export const MAX_CELL_CHARACTERS = 100_000;
