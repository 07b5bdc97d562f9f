import Link from 'next/link';
import { Fragment } from 'react';
import { cn } from '@/components/ui/cn';
import type { Id } from '@/lib/platform/ids';

export type LookupNames = Readonly<Record<Id, { name: string; href: string }>>;

/** Links to the records looked up; one that was deleted, or that the reader may not see, is not named. */
export function LookupLinks({ ids, lookups }: { ids: readonly Id[]; lookups: LookupNames }) {
  return (
    <span>
      {ids.map((id, index) => {
        const target = lookups[id];
        return (
          <Fragment key={id}>
            {index > 0 ? ', ' : null}
            {target ? (
              <Link
                href={target.href}
                prefetch={false}
                className={cn('text-accent-text underline-offset-2 hover:underline', ids.length > 1 && 'underline')}
              >
                {target.name}
              </Link>
            ) : (
              <span className="text-subtle">Not available</span>
            )}
          </Fragment>
        );
      })}
    </span>
  );
}
