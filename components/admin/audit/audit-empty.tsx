import { ScrollText } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** `isNewest`: nothing at all, not just nothing further. */
export function AuditEmpty({ isNewest, onClear }: { isNewest: boolean; onClear: () => void }) {
  return (
    <EmptyState
      icon={<ScrollText />}
      title={isNewest ? 'Nothing happened that matches' : 'There are no further entries'}
      text={isNewest ? 'Choose a longer time or fewer filters.' : undefined}
      action={<Button onClick={onClear}>Clear filters</Button>}
    />
  );
}
