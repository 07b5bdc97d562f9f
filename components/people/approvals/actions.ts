'use server';

import { z } from 'zod';
import { confirmApproval, stopApproval } from '@/lib/people/approvals/decide';
import { removeForeign } from '@/lib/people/approvals/remove-foreign';
import { isId } from '@/lib/platform/ids';
import { command } from '@/lib/ways-in/http/action';
import { APPROVAL_HANDLERS } from '@/lib/ways-in/jobs/approval-handlers';

const approvalSchema = z.object({ id: z.string().refine(isId) });

export const confirm = command(approvalSchema, (ctx, input) => confirmApproval(ctx, input, APPROVAL_HANDLERS));
export const remove = command(approvalSchema, removeForeign);
export const stop = command(approvalSchema, (ctx, input) => stopApproval(ctx, input, APPROVAL_HANDLERS));
