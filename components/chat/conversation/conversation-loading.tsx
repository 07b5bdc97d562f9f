import { Skeleton } from '@/components/ui/skeleton';

/** In place of a conversation until it is opened. */
export function ConversationLoading() {
  return (
    <div role="status" className="flex h-full flex-col">
      <span className="sr-only">Opening the conversation</span>
      <div className="flex h-12 shrink-0 items-center border-line border-b px-4">
        <Skeleton className="h-5 w-40" />
      </div>
      <div className="flex flex-1 flex-col justify-end gap-4 p-4">
        <Skeleton className="h-10 w-2/5" />
        <Skeleton className="h-14 w-1/2 self-end" />
        <Skeleton className="h-10 w-1/3" />
      </div>
      <div className="shrink-0 border-line border-t p-4">
        <Skeleton className="h-16 w-full" />
      </div>
    </div>
  );
}
