import { Lock } from 'lucide-react';
import Link from 'next/link';

/** What a page shows in its place when the profile does not allow it. Of itself: lib imports no component. */
export function ForbiddenScreen({ message, waits = false }: { message: string; waits?: boolean }) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <Lock aria-hidden="true" className="mb-3 size-6 text-subtle" />
      <h1 className="font-medium text-base text-fg">You may not see this</h1>
      <p className="mt-1 max-w-md text-muted text-sm">
        {message} {waits ? null : 'Ask an administrator if you need it.'}
      </p>
      <Link href="/" className="mt-4 font-medium text-accent-text text-sm underline-offset-2 hover:underline">
        Go to the start
      </Link>
    </div>
  );
}
