/** What one bulk write takes at most. The first three are Zoho CRM's own. */

/** Of the zip as it comes; it is held in memory while it is unpacked. */
export const MAX_ZIP_BYTES = 25 * 1_000_000;
export const MAX_ROWS = 25_000;
export const MAX_COLUMNS = 200;
/** Of the CSV in it, whatever the zip says of itself. */
export const MAX_CSV_BYTES = 100 * 1_000_000;
/** A CSV of some size shrinks ten times, one of blanks fifty: what shrinks more was made to. */
export const MAX_RATIO = 100;
export const RATIO_FROM_BYTES = 10 * 1_000_000;
export const MAX_ENTRIES = 100;
