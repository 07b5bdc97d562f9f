'use server';

import { z } from 'zod';
import { isId } from '@/lib/platform/ids';
import { touchNotices } from '@/lib/protection/touch/notices';
import { command } from '@/lib/ways-in/http/action';

/** Without ids, all of them. */
export const markRead = command(
  z.object({ ids: z.array(z.string().refine(isId)).max(100).optional() }),
  (ctx, { ids }) => touchNotices(ctx, ids ?? null),
);
