/** The server actions of records, as pages hand them to client components. */
import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';
import type { StoredValue } from '@/lib/modules/field-types/type';
import type { createNoteSchema, noteRefSchema, updateNoteSchema } from '@/lib/notes/schemas';
import type {
  attachmentRefSchema,
  createRecordSchema,
  recordIdsSchema,
  revealSchema,
  timelineSchema,
  updateRecordSchema,
} from '@/lib/records/schemas';
import type { TimelinePage } from '@/lib/records/timeline';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

export type AddRecordAct = Act<typeof createRecordSchema, { id: Id }>;
export type SaveRecordAct = Act<typeof updateRecordSchema, { version: number }>;
export type FindLookups = (input: { module: string; query: string }) => Promise<{ value: Id; label: string }[]>;

/** What a record's page can do. */
export interface RecordActs {
  saveRecord: SaveRecordAct;
  removeRecord: Act<typeof recordIdsSchema, { count: number }>;
  bringBackRecord: Act<typeof recordIdsSchema, { count: number }>;
  revealFields: Act<typeof revealSchema, Record<string, StoredValue>>;
  olderEvents: Act<typeof timelineSchema, TimelinePage>;
  addNote: Act<typeof createNoteSchema, { id: Id }>;
  editNote: Act<typeof updateNoteSchema, void>;
  removeNote: Act<typeof noteRefSchema, void>;
  removeAttachment: Act<typeof attachmentRefSchema, void>;
  findLookups: FindLookups;
}
