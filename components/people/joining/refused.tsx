import type { Refusal } from '@/components/one-time-link/post';
import { Callout } from '@/components/ui/callout';

/** What went wrong, where no field of the form says it. */
export function Refused({ refusal, shown = [] }: { refusal: Refusal | null; shown?: readonly string[] }) {
  if (!refusal) return null;
  const fields = Object.keys(refusal.fields);
  if (fields.length > 0 && fields.every((field) => shown.includes(field))) return null;
  return (
    <Callout tone="danger" role="alert">
      {refusal.message}
    </Callout>
  );
}
