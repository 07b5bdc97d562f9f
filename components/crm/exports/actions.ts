'use server';

import { planRecordExport, startRecordExport } from '@/lib/crm/exports/records/export';
import { recordExportSchema, subjectExportSchema } from '@/lib/crm/exports/schemas';
import { startSubjectExport } from '@/lib/crm/exports/subject/export';
import { action } from '@/lib/ways-in/http/action';

export const planExport = action(recordExportSchema, planRecordExport, { refresh: false });
export const startExport = action(recordExportSchema, startRecordExport, { refresh: false });
export const startSubject = action(subjectExportSchema, startSubjectExport, { refresh: false });
