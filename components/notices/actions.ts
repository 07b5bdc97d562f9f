'use server';

import { z } from 'zod';
import { action } from '@/lib/http/action';
import { isId } from '@/lib/ids';
import { touchNotices } from '@/lib/touch/notices';

/** Without ids, all of them. */
export const markRead = action(
  z.object({ ids: z.array(z.string().refine(isId)).max(100).optional() }),
  (ctx, { ids }) => touchNotices(ctx, ids ?? null),
);
