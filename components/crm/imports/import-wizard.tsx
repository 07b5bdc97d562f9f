'use client';

import { useState } from 'react';
import { askedOfFile } from '@/lib/crm/imports/file/format';
import { FoundCard, type FoundCardProps } from './found-card';
import { type ImportStep, ImportSteps } from './import-steps';
import { MappingForm } from './mapping-form';
import type { MappingFormProps } from './mapping-props';

const PARTS = {
  'Check the file': '#found',
  'Map columns': '#mapping',
  Duplicates: '#duplicates',
  'Dry run': '#preview',
};

/** An import that is not started: what was found in the file, how it is mapped and read, a dry run. */
export function ImportWizard({
  found,
  mapping,
}: {
  found: FoundCardProps;
  mapping: Omit<MappingFormProps, 'onStep' | 'asked'>;
}) {
  const [step, setStep] = useState<ImportStep>('Map columns');
  const asked = askedOfFile(found.found).length;
  const { 'Dry run': preview, ...parts } = PARTS;
  return (
    <>
      <ImportSteps
        current={asked > 0 ? 'Check the file' : step}
        targets={step === 'Dry run' ? { ...parts, 'Dry run': preview } : parts}
      />
      <div className="flex flex-col gap-4">
        <FoundCard {...found} />
        {/* Read in another way, the file has other columns. */}
        <MappingForm key={JSON.stringify(found.format)} {...mapping} asked={asked} onStep={setStep} />
      </div>
    </>
  );
}
