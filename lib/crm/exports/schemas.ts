import { z } from 'zod';
import { listFilterSchema, MOST_CHOSEN } from '@/lib/crm/records/list-schemas';
import { isId } from '@/lib/platform/ids';
import { PURPOSE_KEYS } from '@/lib/protection/accounting/purposes';
import { PURPOSES, type Purpose } from '@/lib/protection/compliance/purposes';

const apiName = z.string().max(100);

/** What an export holds: a list's columns, filters and search; without them all fields, all records. */
export const recordExportSchema = z.object({
  module: apiName,
  /** All fields when absent. The fields of the name are always there. */
  columns: z.array(apiName).max(500).optional(),
  filters: z.array(listFilterSchema).max(20).optional(),
  search: z.string().max(200).optional(),
  /** Only these records. */
  ids: z.array(z.string().refine(isId, 'Not an id.')).min(1).max(MOST_CHOSEN).optional(),
  /** UTF-8 byte order mark, which old spreadsheets need. */
  bom: z.boolean().default(false),
  /** CSV when absent. A zip holds a CSV and what is named in `include`. */
  format: z.enum(['csv', 'xlsx', 'zip']).optional(),
  /** `related`: records that point to these, a CSV a module. `attachments`: the files attached to these. */
  include: z
    .array(z.enum(['related', 'attachments']))
    .max(2)
    .optional(),
  /** What for: health care operations when absent. */
  purpose: z.enum(PURPOSE_KEYS, { error: 'Choose what for.' }).optional(),
});

/** Everything about one record, for the person it is about. */
export const subjectExportSchema = z.object({
  module: apiName,
  recordId: z.string().refine(isId, 'Not an id.'),
  purpose: z.enum(Object.keys(PURPOSES) as [Purpose, ...Purpose[]]),
  /** With the attached files, as a zip. */
  attachments: z.boolean().default(false),
});

export type SubjectExportRequest = z.infer<typeof subjectExportSchema>;
export type RecordExportRequest = z.infer<typeof recordExportSchema>;
