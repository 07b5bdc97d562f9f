/** What bounds a search for duplicates in a module, and what it tells. Pure. */

/** Fields that must be the same, all of them. */
export const MOST_FIELDS = 5;
/** The newest so many records are looked through, each read once and opened once at most. */
export const MOST_LOOKED_THROUGH = 500_000;
/** A value that more records share tells nobody from another: it is counted, and not listed. */
export const MOST_TOGETHER = 50;
/** Of more groups the largest are kept. */
export const MOST_GROUPS = 5000;
/** What was found is kept for so long. */
export const KEPT_HOURS = 24;
