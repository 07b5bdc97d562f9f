/** The server actions of a list, as its page hands them to client components. */
import type { SingleInputActionFn } from 'next-safe-action/hooks';
import type { z } from 'zod';
import type { ExportActs } from '@/components/exports/acts';
import type { ErrorAnswer } from '@/lib/http/error-answer';
import type { Id } from '@/lib/ids';
import type { MassOutcome } from '@/lib/mass-changes/queries';
import type { Chosen, massChangeRefSchema, massChangeSchema } from '@/lib/mass-changes/schemas';
import type { ListPage } from '@/lib/records/list';
import type { listRequestSchema } from '@/lib/records/list-schemas';
import type { createViewSchema, deleteViewSchema, updateViewSchema } from '@/lib/views/schemas';
import type { FindLookups, RecordActs } from '../acts';

type Act<Schema extends z.ZodType, Value> = SingleInputActionFn<ErrorAnswer, Schema, undefined, Value>;

export interface ListActs extends ExportActs {
  searchList: Act<typeof listRequestSchema, ListPage>;
  countChosen: (chosen: Chosen) => Promise<ListPage['count']>;
  changeMany: Act<typeof massChangeSchema, { jobId: Id; records: number }>;
  massOutcome: (of: { jobId: Id }) => Promise<MassOutcome>;
  undoDelete: Act<typeof massChangeRefSchema, { jobId: Id; records: number }>;
  saveView: Act<typeof createViewSchema, { id: Id }>;
  changeView: Act<typeof updateViewSchema, { id: Id }>;
  removeView: Act<typeof deleteViewSchema, void>;
  findLookups: FindLookups;
  revealFields: RecordActs['revealFields'];
}
