import { Shield } from 'lucide-react';
import { cn } from './cn';

/** Stands where a protected value would: the value itself is not in the page. Read aloud as "Hidden". */
export function Mask({ className }: { className?: string }) {
  return (
    <span className={cn('inline-flex items-center gap-1 whitespace-nowrap align-middle text-phi-text', className)}>
      <Shield aria-hidden="true" className="size-3.5 shrink-0" />
      <span aria-hidden="true" className="select-none tracking-[0.12em]">
        ••••••
      </span>
      <span className="sr-only">Hidden</span>
    </span>
  );
}
