'use server';

import { resumeSchema, suspendSchema } from '@/lib/crm/accounting/schemas';
import { resumeAccounting, suspendAccounting } from '@/lib/crm/accounting/suspend';
import { command } from '@/lib/ways-in/http/action';

export const suspend = command(suspendSchema, suspendAccounting);
export const resume = command(resumeSchema, resumeAccounting);
