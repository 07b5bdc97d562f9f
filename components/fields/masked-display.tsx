import { Mask } from '@/components/ui/mask';
import type { FieldDescription } from '@/lib/crm/modules/field-types/description';

/** Stands for a value that the reader does not see. It takes no value, so none can slip into the page. */
export function MaskedDisplay({ field }: { field: Pick<FieldDescription, 'label'> }) {
  return (
    <span title={`${field.label} is hidden`}>
      <Mask />
    </span>
  );
}
