import { headers } from 'next/headers';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { recordRefusal } from '@/lib/protection/mutate';
import { PATH_HEADER } from './mark-requests';

/**
 * Makes an event of a refusal that no verb has written down, such as a page or a list one may not read. Any other error
 * is left alone. The paths of our pages hold names of modules and ids, never values.
 */
export async function noteRefusal(ctx: Context, error: unknown): Promise<void> {
  if (!(error instanceof CareledgerError) || error.code !== 'forbidden') return;
  const path = (await headers()).get(PATH_HEADER)?.slice(0, 200) ?? null;
  await recordRefusal(ctx, { action: 'access.refuse', facts: { path } }, error);
}

/** Waits for an act of `ctx`, and makes an event of its refusal. */
export async function noting<T>(ctx: Context, act: Promise<T>): Promise<T> {
  try {
    return await act;
  } catch (error) {
    await noteRefusal(ctx, error);
    throw error;
  }
}
