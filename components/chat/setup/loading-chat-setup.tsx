import { Skeleton } from '@/components/ui/skeleton';

export function LoadingChatSetup() {
  return (
    <div role="status" aria-label="Loading" className="flex flex-col gap-4">
      <Skeleton className="h-12 w-64" />
      <Skeleton className="h-9" />
      <Skeleton className="h-72" />
    </div>
  );
}
