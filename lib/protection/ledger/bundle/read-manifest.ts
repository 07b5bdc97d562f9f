/**
 * Reads what a bundle says of itself. Guarantees: what is taken has every part that the page shows, of its kind; whatever else
 * was put in its place is no manifest. Pure.
 */
import { SUBJECT_KINDS } from '../map/subjects';
import { BUNDLE_FORMAT, type Manifest } from './manifest';

type Holds = (value: unknown) => boolean;

const isText: Holds = (value) => typeof value === 'string';
const isCount: Holds = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isTime: Holds = (value) => typeof value === 'string' && !Number.isNaN(Date.parse(value));
const isOf =
  (...words: readonly unknown[]): Holds =>
  (value) =>
    words.includes(value);
const listOf =
  (each: Holds): Holds =>
  (value) =>
    Array.isArray(value) && value.every(each);
const orNull =
  (holds: Holds): Holds =>
  (value) =>
    value === null || holds(value);
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** These parts and no other. */
const shape =
  (parts: Record<string, Holds>): Holds =>
  (value) =>
    isObject(value) &&
    Object.keys(value).length === Object.keys(parts).length &&
    Object.entries(parts).every(([name, holds]) => Object.hasOwn(value, name) && holds(value[name]));

const isEntryAt = orNull(shape({ index: isCount, id: isText, at: isTime }));

const isManifest = shape({
  format: isOf(BUNDLE_FORMAT),
  origin: isText,
  createdAt: isTime,
  createdBy: shape({ id: isText, name: isText }),
  filter: shape({ words: isText, asked: isObject }),
  sight: isOf('all', 'own and below'),
  entries: isCount,
  leftOut: isCount,
  complete: orNull(shape({ subject: shape({ kind: isOf(...SUBJECT_KINDS), id: isText }), entries: isCount })),
  first: isEntryAt,
  last: isEntryAt,
  checkpoint: shape({ size: isCount, root: isText, incarnation: isCount }),
  vkey: isText,
  witnesses: listOf(isText),
  files: listOf(shape({ name: isText, bytes: isCount, sha256: isText })),
} satisfies Record<keyof Manifest, Holds>);

/** Null when it is none. */
export function readManifest(text: string): Manifest | null {
  try {
    const read: unknown = JSON.parse(text);
    return isManifest(read) ? (read as Manifest) : null;
  } catch {
    return null;
  }
}
