'use client';

import { useAction } from '@/components/ui/use-action';
import { leave } from './account-actions';
import { leaveFor } from './leave-for';

export function SignOutButton() {
  const signOut = useAction(leave, { onSettled: ({ result }) => leaveFor('signed_out', result.data) });
  return (
    <form action={() => signOut.execute({ reason: 'signed_out' })}>
      <button type="submit" aria-disabled={signOut.isPending || undefined}>
        Sign out
      </button>
    </form>
  );
}
