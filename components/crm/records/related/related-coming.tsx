import { FailedCard } from '@/components/home/failed-card';
import { Card } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';

/** Until a part of the page that comes by itself is there. */
export function RelatedComing({ title }: { title: string }) {
  return (
    <Card title={title}>
      <div aria-busy="true" className="flex flex-col gap-3">
        <p className="sr-only">Loading {title}</p>
        <Skeleton className="w-2/3" />
        <Skeleton className="w-1/2" />
      </div>
    </Card>
  );
}

interface FailedProps {
  title: string;
  requestId: string;
  isRefused: boolean;
}

/** In its place where nothing of it could be read. */
export function RelatedFailed({ title, requestId, isRefused }: FailedProps) {
  return (
    <Card title={title} flush>
      <FailedCard title={title} requestId={requestId} isRefused={isRefused} />
    </Card>
  );
}
