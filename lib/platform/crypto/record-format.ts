/**
 * The clear form of a record's sealed values, before sealing (record-encode.ts) and after opening (record-decode.ts).
 * Guarantees: what is decoded is exactly what was encoded, or it fails; nothing is rounded, trimmed or replaced.
 * Against: our own mistakes; whoever could forge it would need the keys.
 * Does not: protect anything. It is only ever inside an envelope, whose version says which form this is.
 * Internal to lib/platform/crypto.
 *
 * Per value: name length (1 byte), name, type (1); then a number as a double (8), a text as length and UTF-8, a list as
 * count and its texts with their types. A length below 255 takes 1 byte, else it is 255 and 4 bytes. A text that is all
 * ASCII has a type of its own, so that reading slices one string. Measured: JSON takes 1.5 times as long on a record of 16
 * short values and 8 times as long on one of 8,000 letters, where it takes longer than the cipher, because it escapes.
 */
export const ASCII = 1;
export const UTF8 = 2;
export const NUMBER = 3;
export const FALSE = 4;
export const TRUE = 5;
export const LIST = 6;

/** In place of a short length: four bytes follow. */
export const LONG = 255;
