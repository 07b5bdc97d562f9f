import { KINDS } from '@/components/fields/kinds';
import type { FieldTypeKey } from '@/lib/crm/modules/field-types/type';

/** Decoration: the type's name stands beside it or in a label. */
export function TypeIcon({ type, className }: { type: FieldTypeKey; className?: string }) {
  const { icon: Icon } = KINDS[type];
  return <Icon aria-hidden="true" className={className} />;
}
