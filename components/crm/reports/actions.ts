'use server';

import { createReport } from '@/lib/crm/reports/create';
import { arrangeDashboard } from '@/lib/crm/reports/dashboard';
import { deleteReport } from '@/lib/crm/reports/delete';
import { createReportSchema, dashboardSchema, deleteReportSchema, updateReportSchema } from '@/lib/crm/reports/schemas';
import { updateReport } from '@/lib/crm/reports/update';
import { action, command } from '@/lib/ways-in/http/action';

export const saveReport = action(createReportSchema, createReport, { refresh: false });
export const changeReport = action(updateReportSchema, updateReport);
/** The page of a report that is gone is left, not asked for anew. */
export const removeReport = command(deleteReportSchema, deleteReport, { refresh: false });
export const saveDashboard = command(dashboardSchema, arrangeDashboard);
