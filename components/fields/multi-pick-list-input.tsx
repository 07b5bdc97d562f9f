'use client';

import { optionLabel } from '@/lib/crm/modules/field-types/pick-list';
import type { FieldControlProps } from './control-props';
import { SeveralInput } from './several-input';

export function MultiPickListInput(props: FieldControlProps) {
  const { options } = props.field;
  return (
    <SeveralInput
      {...props}
      choice={{ options: options.pickList ?? [] }}
      labelOf={(member) => optionLabel(member, options)}
    />
  );
}
