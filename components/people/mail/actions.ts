'use server';

import { z } from 'zod';
import { chooseMail } from '@/lib/people/users/choose-mail';
import { readMail } from '@/lib/people/users/read-mail';
import { mailChoicesSchema } from '@/lib/people/users/schemas';
import { action, command } from '@/lib/ways-in/http/action';

export const openMail = action(z.object({ id: z.string().max(20) }), (ctx, input) => readMail(ctx, input), {
  refresh: false,
});
export const saveMailChoices = command(mailChoicesSchema, chooseMail);
