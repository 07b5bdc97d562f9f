import { SsoFailure } from '@/lib/people/users/sso/failure';
import { beginTry, type TriedOut } from '@/lib/people/users/sso/try-out';
import type { Context } from '@/lib/platform/context';
import { invalid } from '@/lib/platform/errors';
import type { Id } from '@/lib/platform/ids';
import { begin } from './begin';
import { kept } from './cookies';

/** Where the browser has to go, to see what comes. @throws forbidden; not_found; invalid where the provider cannot be reached */
export async function tryConnection(ctx: Context, id: Id): Promise<string> {
  const connection = await beginTry(ctx, id);
  try {
    return await begin({ orgId: ctx.orgId, connection }, { triedBy: ctx.actor.id, returnPath: '/', email: null });
  } catch (error) {
    if (!(error instanceof SsoFailure)) throw error;
    const { code = '' } = error.facts;
    throw invalid(`The provider could not be reached, or does not describe itself as it should (${code}).`);
  }
}

/** What came when the connection was last tried in this browser; null when it was not, lately. */
export async function lastTry(id: Id): Promise<TriedOut | null> {
  const tried = await kept('tried');
  return tried?.connectionId === id ? tried.result : null;
}
