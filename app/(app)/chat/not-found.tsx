import { SearchX } from 'lucide-react';
import Link from 'next/link';
import { buttonClass } from '@/components/ui/button-class';
import { EmptyState } from '@/components/ui/empty-state';

export default function ConversationNotFound() {
  return (
    <div className="flex h-full flex-col justify-center">
      <EmptyState
        icon={<SearchX />}
        title="There is no such conversation"
        text="It may have been deleted."
        action={
          <Link href="/chat" className={buttonClass('secondary')}>
            Back to the list
          </Link>
        }
      />
    </div>
  );
}
