import type { ReactNode } from 'react';
import { ProductMark } from '@/components/shell/product-mark';
import { cn } from '@/components/ui/cn';

export interface LinkFrameProps {
  /** For what is read, not for a form. */
  wide?: boolean;
  /** What is recorded, below all. */
  note: string;
  children: ReactNode;
}

/** Around what a link leads to, for somebody without an account. */
export function LinkFrame({ wide = false, note, children }: LinkFrameProps) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-4 py-10">
      <div className={cn('w-full', wide ? 'max-w-3xl' : 'max-w-sm')}>
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <ProductMark className="size-9" />
          <span className="font-semibold text-fg text-xl tracking-tight">Careledger</span>
        </div>
        <div className="rounded-md border border-line bg-surface p-6">{children}</div>
        <p className="mt-6 text-center text-subtle text-xs">{note}</p>
      </div>
    </main>
  );
}
