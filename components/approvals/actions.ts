'use server';

import { z } from 'zod';
import { confirmApproval, stopApproval } from '@/lib/approvals/decide';
import { removeForeign } from '@/lib/approvals/remove-foreign';
import { action } from '@/lib/http/action';
import { isId } from '@/lib/ids';
import { APPROVAL_HANDLERS } from '@/lib/jobs/approval-handlers';

const approvalSchema = z.object({ id: z.string().refine(isId) });

export const confirm = action(approvalSchema, (ctx, input) => confirmApproval(ctx, input, APPROVAL_HANDLERS));
export const remove = action(approvalSchema, removeForeign);
export const stop = action(approvalSchema, (ctx, input) => stopApproval(ctx, input, APPROVAL_HANDLERS));
