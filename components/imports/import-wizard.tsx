'use client';

import { useState } from 'react';
import { FoundCard, type FoundCardProps } from './found-card';
import { type ImportStep, ImportSteps } from './import-steps';
import { MappingForm, type MappingFormProps } from './mapping-form';

const PARTS = {
  'Check the file': '#found',
  'Map columns': '#mapping',
  Duplicates: '#duplicates',
  'Dry run': '#preview',
};

/** An import that is not started: what was found in the file, how it is mapped and read, a dry run. */
export function ImportWizard({ found, mapping }: { found: FoundCardProps; mapping: Omit<MappingFormProps, 'onStep'> }) {
  const [step, setStep] = useState<ImportStep>('Map columns');
  const { 'Dry run': preview, ...parts } = PARTS;
  return (
    <>
      <ImportSteps
        current={found.found.stray ? 'Check the file' : step}
        targets={step === 'Dry run' ? { ...parts, 'Dry run': preview } : parts}
      />
      <div className="flex flex-col gap-4">
        <FoundCard {...found} />
        {/* Read in another way, the file has other columns. */}
        <MappingForm key={JSON.stringify(found.format)} {...mapping} onStep={setStep} />
      </div>
    </>
  );
}
