'use server';

import { planRecordExport, startRecordExport } from '@/lib/exports/records/export';
import { recordExportSchema, subjectExportSchema } from '@/lib/exports/schemas';
import { startSubjectExport } from '@/lib/exports/subject/export';
import { action } from '@/lib/http/action';

export const planExport = action(recordExportSchema, planRecordExport, { refresh: false });
export const startExport = action(recordExportSchema, startRecordExport, { refresh: false });
export const startSubject = action(subjectExportSchema, startSubjectExport, { refresh: false });
