import { headers } from 'next/headers';
import { notFound, redirect, unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Context } from '@/lib/context';
import { CareledgerError } from '@/lib/errors';
import { recordRefusal } from '@/lib/mutate';
import { ForbiddenScreen } from './forbidden-screen';
import { PATH_HEADER } from './mark-requests';
import { requireContext } from './require-context';

/**
 * Renders a page for the person who is signed in: `return page(async (ctx) => <…/>)`. A refusal is an event and shows
 * the screen "You may not see this"; what is not there is a 404; without a session the browser goes to `/sign-in`.
 * It sees what `render` itself throws, not what a server component inside its result throws later: query first.
 */
export async function page(render: (ctx: Context) => Promise<ReactNode>): Promise<ReactNode> {
  const ctx = await requireContext();
  try {
    return await render(ctx);
  } catch (error) {
    unstable_rethrow(error);
    if (!(error instanceof CareledgerError)) throw error;
    if (error.code === 'unauthenticated') redirect('/sign-in');
    if (error.code === 'not_found') notFound();
    if (error.code !== 'forbidden') throw error;
    const path = (await headers()).get(PATH_HEADER) ?? 'unknown';
    await recordRefusal(ctx, { action: 'page.view' }, withFact(error, path));
    return <ForbiddenScreen message={error.message} />;
  }
}

/** The paths of our pages hold names of modules and ids, never values. */
const withFact = (error: CareledgerError, path: string): CareledgerError =>
  new CareledgerError(error.code, error.message, { facts: { ...error.facts, path: path.slice(0, 200) } });
