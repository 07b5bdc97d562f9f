/** What a bundle says of itself, and the note by which the organisation's key signs that. Pure. */
import type { Subject } from '../map/subjects';
import { toBase64 } from './sums';

export const BUNDLE_FORMAT = 'careledger-bundle/v1';

export interface Manifest {
  format: typeof BUNDLE_FORMAT;
  /** The log's name in its checkpoints. */
  origin: string;
  /** ISO UTC. */
  createdAt: string;
  createdBy: { id: string; name: string };
  filter: { words: string; asked: Record<string, unknown> };
  /** Whose acts the one who asked may see: everybody's, or their own and those of people whose role is below. */
  sight: 'all' | 'own and below';
  entries: number;
  /** Entries that the filter finds and the checkpoint does not cover, or whose content has expired. */
  leftOut: number;
  /** Where the filter is one record, conversation or person and no more: that `answer.json` proves that none was left out. */
  complete: { subject: Subject; entries: number } | null;
  first: EntryAt | null;
  last: EntryAt | null;
  checkpoint: { size: number; root: string; incarnation: number };
  /** The organisation's verifier key (C2SP signed-note). */
  vkey: string;
  /** Those of the witnesses whose signatures it asks for. */
  witnesses: string[];
  files: FileSum[];
}

interface EntryAt {
  index: number;
  id: string;
  at: string;
}

export interface FileSum {
  name: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

/** @param sum SHA-256 of `manifest.json` */
export const manifestNoteText = (origin: string, sum: Uint8Array): string =>
  `${BUNDLE_FORMAT}\n${origin}\n${toBase64(sum)}\n`;
