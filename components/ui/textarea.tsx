'use client';

import type { ComponentProps } from 'react';
import { cn } from './cn';
import { controlClass } from './control-class';
import { useFieldControl } from './field-context';

export function Textarea({ className, rows = 4, ...props }: ComponentProps<'textarea'>) {
  const aria = useFieldControl(props);
  return (
    <textarea rows={rows} {...props} {...aria} className={cn(controlClass, 'min-h-16 resize-y py-1.5', className)} />
  );
}
