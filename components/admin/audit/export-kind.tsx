'use client';

import { RadioGroup } from '@/components/ui/radio-group';

export interface ExportKindProps {
  /** A CSV where it is none. */
  value: 'bundle' | undefined;
  onChange: (kind: 'bundle' | undefined) => void;
}

const OPTIONS = [
  { value: 'csv', label: 'CSV', description: 'A table for a spreadsheet.' },
  {
    value: 'bundle',
    label: 'Verifiable bundle',
    description: 'A zip with proofs. Its page shows in any browser, offline, that nothing was changed or taken out.',
  },
];

/** What the file will be. */
export function ExportKind({ value, onChange }: ExportKindProps) {
  return (
    <RadioGroup
      legend="File"
      options={OPTIONS}
      value={value ?? 'csv'}
      onValueChange={(chosen) => onChange(chosen === 'bundle' ? 'bundle' : undefined)}
    />
  );
}
