'use server';

import { giveAccounting } from '@/lib/crm/accounting/giving/give';
import { takeBackAccounting } from '@/lib/crm/accounting/giving/links';
import { giveSchema, resumeSchema, suspendSchema, takeBackSchema } from '@/lib/crm/accounting/schemas';
import { resumeAccounting, suspendAccounting } from '@/lib/crm/accounting/suspend';
import { action, command } from '@/lib/ways-in/http/action';

export const suspend = command(suspendSchema, suspendAccounting);
export const resume = command(resumeSchema, resumeAccounting);

/** The page is not rendered anew while link and secret are shown: they are told once. */
export const give = action(giveSchema, giveAccounting, { refresh: false });
export const takeBack = command(takeBackSchema, takeBackAccounting);
