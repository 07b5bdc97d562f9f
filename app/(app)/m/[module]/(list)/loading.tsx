import { Skeleton } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <div aria-busy="true">
      <p className="sr-only" role="status">
        Loading
      </p>
      <Skeleton className="mb-4 h-7 w-48" />
      <Skeleton className="mb-3 h-8 w-72 max-w-full" />
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        {Array.from({ length: 10 }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows have no identity
          <div key={row} className="flex h-10 items-center gap-6 border-line border-b px-3 last:border-b-0">
            <Skeleton className="w-1/4" />
            <Skeleton className="w-1/5" />
            <Skeleton className="w-1/3" />
          </div>
        ))}
      </div>
    </div>
  );
}
