import { Lock } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import type { FieldSetup } from '@/lib/admin/customization/queries';

/** What protects a field, and what it asks of its values, in as little room as possible. */
export function FieldBadges({ field }: { field: Pick<FieldSetup, 'marked' | 'held' | 'sealed' | 'unique'> }) {
  return (
    <>
      {field.marked ? (
        <Badge tone="phi">
          <span aria-hidden="true">PHI</span>
          <span className="sr-only">Personal health data</span>
        </Badge>
      ) : null}
      {field.held ? (
        <span
          title="Its mark was taken away. Its values stay protected until that is confirmed."
          className="inline-flex"
        >
          <Badge tone="phi">Protected still</Badge>
        </span>
      ) : null}
      {field.sealed ? (
        <span title="Encrypted" className="inline-flex text-phi-text">
          <Lock aria-hidden="true" className="size-3.5" />
          <span className="sr-only">Encrypted</span>
        </span>
      ) : null}
      {field.unique ? <Badge>Unique</Badge> : null}
    </>
  );
}
