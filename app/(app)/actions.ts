'use server';

import { z } from 'zod';
import { action } from '@/lib/http/action';
import { answer } from '@/lib/http/answer';
import { findByValue, findRecords } from '@/lib/http/find-records';
import { signOut } from '@/lib/http/sign-out';

/** Signs out; `reason` tells the event whether the person or the clock did. */
export const leave = action(
  z.object({ reason: z.enum(['signed_out', 'idle', 'expired']) }),
  (ctx, { reason }) => signOut(ctx, reason),
  {
    refresh: false,
    stage: 'new password',
  },
);

/** Says that the person is still there. Asking alone keeps the session alive. */
export const stay = action(z.object({}), async () => {}, { refresh: false });

/** Records by name, for the command palette. */
export const searchRecords = answer(z.string().max(200), findRecords);

/** Records by a whole value, for the command palette: it travels in the body of this one request, and is an event. */
export const searchValues = answer(z.string().max(200), findByValue);
