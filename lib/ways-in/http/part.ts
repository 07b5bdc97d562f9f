import { unstable_rethrow } from 'next/navigation';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { log } from '@/lib/platform/log';
import { noteRefusal } from './refusal';

/** What a part of a page shows, or that it has nothing to show. */
export type Part<T> = { ok: true; value: T } | { ok: false; isRefused: boolean };

/**
 * Loads a part of a page that comes by itself: what goes wrong with it is said in its place and takes nothing else of the page
 * away. It is logged by its kind; a refusal is an event.
 */
export async function part<T>(ctx: Context, load: (ctx: Context) => Promise<T>): Promise<Part<T>> {
  try {
    return { ok: true, value: await load(ctx) };
  } catch (error) {
    unstable_rethrow(error);
    const isRefused = error instanceof CareledgerError && error.code === 'forbidden';
    if (isRefused) await noteRefusal(ctx, error);
    else log.error({ event: 'page.part_failed', code: nameOf(error), requestId: ctx.requestId });
    return { ok: false, isRefused };
  }
}

function nameOf(error: unknown): string {
  if (error instanceof CareledgerError) return error.code;
  return error instanceof Error ? error.name : 'unknown';
}
