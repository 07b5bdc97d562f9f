import { Lock } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

/** What a page shows in its place when the profile does not allow it. */
export function ForbiddenScreen({ message }: { message: string }) {
  return (
    <>
      <h1 className="sr-only">You may not see this</h1>
      <EmptyState
        icon={<Lock />}
        title="You may not see this"
        text={`${message} Ask an administrator if you need it.`}
        action={
          <Link href="/" className={buttonClass('primary')}>
            Go to the start
          </Link>
        }
      />
    </>
  );
}
