/** Records that one merge takes, the one that stays among them. */
export const MOST_MERGED = 5;
