import { FailedCard } from '@/components/home/failed-card';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** Until the related lists are there. */
export function RelatedComing() {
  return (
    <Card title="Related records">
      <div aria-busy="true" className="flex flex-col gap-3">
        <p className="sr-only">Loading related records</p>
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
      </div>
    </Card>
  );
}

/** In their place where none of them could be read. */
export function RelatedFailed({ requestId, isRefused }: { requestId: string; isRefused: boolean }) {
  return (
    <Card title="Related records" flush>
      <FailedCard title="related records" requestId={requestId} isRefused={isRefused} />
    </Card>
  );
}
