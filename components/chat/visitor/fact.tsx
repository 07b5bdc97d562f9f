import type { ReactNode } from 'react';
import { Empty } from '@/components/ui/description-list';

/** One thing known of the visitor. */
export function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <dl className="text-sm">
      <dt className="text-muted text-xs">{term}</dt>
      <dd className="min-w-0 whitespace-pre-wrap break-words text-fg">{children ? children : <Empty />}</dd>
    </dl>
  );
}
