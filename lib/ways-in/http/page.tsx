import { notFound, redirect, unstable_rethrow } from 'next/navigation';
import type { ReactNode } from 'react';
import { STEP_UP } from '@/lib/people/auth/fresh';
import { ACCOUNT_WAITS } from '@/lib/people/auth/permissions';
import type { Context } from '@/lib/platform/context';
import { CareledgerError } from '@/lib/platform/errors';
import { BUDGET_SPENT } from '@/lib/protection/disclose/budget';
import { ForbiddenScreen } from './forbidden-screen';
import { noteRefusal } from './refusal';
import { requireContext } from './require-context';
import { answerUnavailable } from './unavailable';

export interface PageOptions {
  /** What is shown where the page asks that one shows once more who one is (`lib/people/auth/fresh.ts`). */
  stale?: (ctx: Context) => Promise<ReactNode>;
}

/**
 * Renders a page for the person who is signed in: `return page(async (ctx) => <…/>)`. A refusal is an event and shows
 * the screen "You may not see this"; what is not there is a 404; without a session the browser goes to `/sign-in`.
 * It sees what `render` itself throws, not what a server component inside its result throws later: query first.
 */
export async function page(
  render: (ctx: Context) => Promise<ReactNode>,
  { stale }: PageOptions = {},
): Promise<ReactNode> {
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
    if (error.reason === STEP_UP && stale) return stale(ctx);
    return <ForbiddenScreen message={error.message} waits={error.reason === ACCOUNT_WAITS} />;
  }
}
