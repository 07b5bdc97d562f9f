'use server';

import { createRecord } from '@/lib/crm/records/create';
import { getRecordDraft } from '@/lib/crm/records/get-draft';
import { createRecordSchema, updateRecordSchema } from '@/lib/crm/records/schemas';
import { updateRecord } from '@/lib/crm/records/update';
import { timesOf } from '@/lib/crm/related/activities';
import { linkRecord, unlinkRecord } from '@/lib/crm/related/link';
import { draftSchema, linkSchema, unlinkSchema } from '@/lib/crm/related/schemas';
import { action, command } from '@/lib/ways-in/http/action';

export const link = command(linkSchema, linkRecord);
export const unlink = command(unlinkSchema, unlinkRecord);
/** What the form for a new record needs, asked for when somebody wants one. */
export const draft = action(draftSchema, (ctx, { module }) => getRecordDraft(ctx, module), { refresh: false });
/** As a form's, and the page that it was made from is shown anew. */
export const add = action(createRecordSchema, createRecord);
/** Completes or moves an activity, or takes that back; whoever saw an older version is refused. */
export const change = action(updateRecordSchema, updateRecord);
/** The fields that Reschedule asks for. */
export const times = action(draftSchema, timesOf, { refresh: false });
