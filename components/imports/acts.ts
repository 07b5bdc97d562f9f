import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { createFieldSchema, updateFieldSchema } from '@/lib/customization/schemas';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { ColumnLook, lookSchema } from '@/lib/imports/columns/look';
import type { countKnownSchema, KnownCount } from '@/lib/imports/dry-run/count-known';
import type { FileRow } from '@/lib/imports/file/format';
import type { importRefSchema, mappedImportSchema, rereadSchema } from '@/lib/imports/schemas';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

/** The server actions of imports, as pages hand them to client components. */
export interface MappingActs {
  check: Act<typeof mappedImportSchema, { jobId: string }>;
  start: Act<typeof mappedImportSchema, void>;
  look: Act<typeof lookSchema, ColumnLook[]>;
  known: Act<typeof countKnownSchema, KnownCount>;
  /** Only for those who may customise the module. */
  makeField: Act<typeof createFieldSchema, { id: string; apiName: string }>;
  changeField: Act<typeof updateFieldSchema, void>;
}

export interface FoundActs {
  reread: Act<typeof rereadSchema, void>;
  top: Act<typeof importRefSchema, readonly FileRow[]>;
}

export type UndoAct = Act<typeof importRefSchema, { undone: number; restored: number }>;
