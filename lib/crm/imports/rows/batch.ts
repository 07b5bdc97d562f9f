/** What a batch of rows is checked by, and what comes of it. */

import type { ModuleDefinition } from '@/lib/crm/modules/definition';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { ValueChanges } from '@/lib/crm/records/read-input';
import type { OrgKeys } from '@/lib/platform/crypto/keyring';
import type { Id } from '@/lib/platform/ids';
import type { ColumnChoices } from '../columns/reading';
import type { Mapping, RowProblem } from '../schemas';
import type { Duplicates } from './duplicates';
import type { NamedRecord, WithinFile } from './resolve-references';
import type { Blanks } from './row-input';

export interface GoodRow {
  row: number;
  /** Absent: whoever imports. */
  ownerId?: Id | undefined;
  values: Record<string, StoredValue>;
}

export interface Overwrite {
  row: number;
  id: Id;
  changes: ValueChanges;
}

export type RefusalCode = 'MANDATORY_NOT_FOUND' | 'INVALID_DATA' | 'DUPLICATE_DATA' | 'NO_PERMISSION' | 'INTEGRITY';

/** Why a row is refused, for a program. */
export interface Refusal {
  row: number;
  /** API names; null for the row as a whole. */
  errors: { code: RefusalCode; field: string | null }[];
}

/** A row that has a key or a unique value; rows with one key make and change one record. */
export interface Claimant {
  row: number;
  /** The first row of its record. */
  first: number;
}

export interface CheckedBatch {
  /** Rows settled: fewer than given when one would overwrite what an earlier row of the batch makes. */
  settled: number;
  /** Keys and unique tokens of the rows taken → the last such row. */
  claimed: ReadonlyMap<string, Claimant>;
  good: GoodRow[];
  overwrites: Overwrite[];
  skipped: number;
  failed: number;
  /** Of rows refused, and of rows taken with something left empty or rounded, and of rows that are the same as earlier ones. */
  problems: RowProblem[];
  refusals: Refusal[];
  /** Records that rows taken name, and that are not there yet. */
  toCreate: NamedRecord[];
  /** Rows taken that point to rows of the file which are not records yet. */
  waiting: number[];
}

export interface BatchPlan {
  module: ModuleDefinition;
  headers: readonly string[];
  mapping: Mapping;
  duplicates: Duplicates;
  keys: OrgKeys;
  /** Of a dry run: unique tokens and keys of rows before this batch, which are not in the database → the last such row. */
  seen?: Map<string, Claimant>;
  /** Of an import's run: keys of the rows settled just before these → the last such row, to tell rows that are the same. */
  before?: ReadonlyMap<string, number>;
  /** Of an import's run: what its earlier rows made or changed is known by it. */
  importId?: Id;
  /** Records are changed, none is made. */
  onlyExisting?: boolean;
  blanks?: Blanks;
  /** How columns are read, and what happens with a bad cell. Without it cells are exact: a program's file. */
  columns?: ColumnChoices;
  /** Of a dry run: what rows before this batch would create beside their own record. */
  named?: Set<string>;
  within?: WithinFile | undefined;
}

/** API name → what is wrong. */
export type Wrong = Record<string, { code: RefusalCode; problem: string }>;
