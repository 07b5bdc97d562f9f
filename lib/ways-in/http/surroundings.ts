import { cache } from 'react';
import { getSurroundings } from '@/lib/people/users/account';
import { requireSession } from './require-context';

/** The session of a page's request and what stands around the page, read once a request for all layouts that ask. */
export const requireSurroundings = cache(async () => {
  const session = await requireSession();
  return { ...session, ...(await getSurroundings(session.ctx)) };
});
