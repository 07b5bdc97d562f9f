import type { ColumnChoices } from '@/lib/crm/imports/columns/reading';
import type { Duplicates } from '@/lib/crm/imports/rows/duplicates';
import type { ImportedBefore } from '@/lib/crm/imports/same-file';
import type { ImportRef, Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { ImportStep } from './import-steps';

export interface MappingFormProps {
  reference: ImportRef;
  singular: string;
  plural: string;
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  proposed: Mapping;
  choices: ColumnChoices;
  remembered: boolean;
  /** Questions about the file itself that nobody has answered. */
  asked: number;
  /** Fields may be made, and options added to lists. */
  mayCustomise: boolean;
  /** Null until somebody said it. */
  duplicates: Duplicates | null;
  /** Rows may have a record already. */
  hasRecords: boolean;
  /** An import of the very same file before. */
  before: ImportedBefore | null;
  /** API names of fields whose values the asker may not read. */
  unread: readonly string[];
  mayEdit: boolean;
  /** The job of the last dry run of just this. */
  checkId: string | null;
  onStep: (step: ImportStep) => void;
}
