import { Check, Minus } from 'lucide-react';
import type { ValueDisplayProps } from './display-props';

export function CheckboxDisplay({ value }: Pick<ValueDisplayProps, 'value'>) {
  const checked = value === true;
  const Icon = checked ? Check : Minus;
  return (
    <span className="inline-flex items-center">
      <Icon aria-hidden="true" className={checked ? 'size-4 text-accent-text' : 'size-4 text-subtle'} />
      <span className="sr-only">{checked ? 'Yes' : 'No'}</span>
    </span>
  );
}
