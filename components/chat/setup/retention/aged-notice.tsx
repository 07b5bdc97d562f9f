import { Callout } from '@/components/ui/callout';
import { counted } from '@/components/ui/counted';
import { Time } from '@/components/ui/time';
import type { Aged } from '@/lib/chat/setup/retention';

/** What a retention would remove. Said by itself as one types. */
export function AgedNotice({ days, aged }: { days: number; aged: Aged | null }) {
  if (days === 0) return <Callout tone="info">Closed conversations are kept until somebody deletes them.</Callout>;
  return (
    <div role="status">
      {aged === null ? null : aged.count === 0 ? (
        <Callout tone="success">No conversation is that old: none is removed now.</Callout>
      ) : (
        <Callout tone="danger" title={`${counted(aged.count, 'conversation')} will be removed for good`}>
          Closed from {aged.oldest ? <Time value={aged.oldest} format="date" /> : null} to{' '}
          {aged.youngest ? <Time value={aged.youngest} format="date" /> : null}.
        </Callout>
      )}
    </div>
  );
}
