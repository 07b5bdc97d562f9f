'use client';

import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { useId } from 'react';
import { PURPOSE_OPTIONS } from '@/components/crm/accounting/purpose-field';
import { Select } from '@/components/ui/select';
import type { StatedPurpose } from '@/lib/protection/accounting/purposes';

/** What for health data is put on paper: the page is asked for anew, since its line of the accounting says it. */
export function PrintPurpose({ value }: { value: StatedPurpose }) {
  const id = useId();
  const router = useRouter();
  const path = usePathname();
  const asked = useSearchParams();
  function choose(purpose: string) {
    const next = new URLSearchParams(asked);
    next.set('purpose', purpose);
    router.replace(`${path}?${next}`);
  }
  return (
    <div className="flex items-center gap-2 text-muted text-sm">
      <label htmlFor={id}>For</label>
      <Select
        id={id}
        options={PURPOSE_OPTIONS}
        value={value}
        onChange={(event) => choose(event.target.value)}
        className="w-64 max-w-full"
      />
    </div>
  );
}
