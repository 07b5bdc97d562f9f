import { Skeleton } from '@/components/ui/skeleton';

/** The shape of an audit log until its entries are there. */
export function LoadingAudit() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      <Skeleton className="mb-4 h-7 w-40" />
      <Skeleton className="mb-3 h-8 w-full max-w-4xl" />
      <Skeleton className="mb-3 h-40 w-full" />
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        {Array.from({ length: 10 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity
          <div key={row} className="flex h-10 items-center gap-6 border-line border-b px-3 last:border-b-0">
            <Skeleton className="w-1/6" />
            <Skeleton className="w-1/6" />
            <Skeleton className="w-1/3" />
            <Skeleton className="w-1/6" />
          </div>
        ))}
      </div>
    </div>
  );
}
