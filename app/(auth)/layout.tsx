import type { ReactNode } from 'react';
import { ProductMark } from '@/components/shell/product-mark';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center bg-sunken px-4 py-10">
      <div className="w-full max-w-sm">
        <div className="mb-6 flex items-center justify-center gap-2.5">
          <ProductMark className="size-9" />
          <span className="font-semibold text-fg text-xl tracking-tight">Careledger</span>
        </div>
        {children}
        <p className="mt-6 text-center text-subtle text-xs">
          Careledger helps you meet HIPAA’s rules. Every sign-in is recorded.
        </p>
      </div>
    </main>
  );
}
