'use server';

import { planRecordExport, startRecordExport } from '@/lib/exports/record-export';
import { recordExportSchema } from '@/lib/exports/schemas';
import { action } from '@/lib/http/action';

export const planExport = action(recordExportSchema, planRecordExport, { refresh: false });
export const startExport = action(recordExportSchema, startRecordExport, { refresh: false });
