import { cn } from '@/components/ui/cn';

/** A lock whose body is a ledger. `app/icon.svg` is the same drawing. */
export function ProductMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <path d="M11 14v-3.5a5 5 0 0 1 10 0V14" className="stroke-on-accent" strokeWidth="2.5" strokeLinecap="round" />
      <rect x="7" y="13" width="18" height="13" rx="3" className="fill-on-accent" />
      <path d="M11 17.5h10M11 21.5h6" className="stroke-accent" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
