/** Telling officers what was done to single sign-on. */
import { notify } from '@/lib/people/notices/notify';
import type { Context } from '@/lib/platform/context';
import type { Tx } from '@/lib/platform/db/transaction';

/** @param what "changed the connection Okta for single sign-on" */
export const tellOfficers = (tx: Tx, { actor }: Context, what: string): Promise<void> =>
  notify(tx, { right: 'readWholeLedger', except: actor.id }, { kind: 'sso.changed', facts: { by: actor.name, what } });

/** Tells that passwords sign in no more, or again. */
export const tellOnly = (tx: Tx, ctx: Context, only: boolean): Promise<void> =>
  tellOfficers(
    tx,
    ctx,
    only ? 'let people sign in by single sign-on only' : 'let people sign in by their passwords as well',
  );
