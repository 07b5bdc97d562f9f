import { notFound, redirect, unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import { ACCOUNT_WAITS } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { BUDGET_SPENT } from '@/lib/protection/disclose/budget';
import { ForbiddenScreen } from './forbidden-screen';
import { noteRefusal } from './refusal';
import { requireContext } from './require-context';
import { answerUnavailable } from './unavailable';

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
    if (error.code === 'unavailable') answerUnavailable(ctx.requestId);
    if (error.code !== 'forbidden' && error.reason !== BUDGET_SPENT) throw error;
    await noteRefusal(ctx, error);
    return <ForbiddenScreen message={error.message} waits={error.reason === ACCOUNT_WAITS} />;
  }
}
