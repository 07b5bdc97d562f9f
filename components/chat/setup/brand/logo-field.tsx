'use client';

import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { FileDrop, formatBytes } from '@/components/ui/file-drop';
import { LOGO_MAX_BYTES, LOGO_TYPES, readLogo } from './read-logo';

interface LogoFieldProps {
  /** A data URL, or empty. */
  value: string;
  errors: readonly string[];
  onChange: (logo: string) => void;
}

export function LogoField({ value, errors, onChange }: LogoFieldProps) {
  const [refusal, setRefusal] = useState('');
  const error = refusal || errors[0];
  async function take([file]: readonly File[]) {
    if (!file) return;
    const read = await readLogo(file);
    setRefusal(read === null ? 'This is not a picture that browsers can show.' : '');
    if (read !== null) onChange(read);
  }
  return (
    <div className="flex flex-col gap-2">
      <FileDrop
        label={value ? 'Replace the logo' : 'Add a logo'}
        hint={`PNG, JPEG or WebP, square, up to ${formatBytes(LOGO_MAX_BYTES)}. Without one, the name stands alone.`}
        accept={LOGO_TYPES}
        maxBytes={LOGO_MAX_BYTES}
        onFiles={(files) => void take(files)}
        {...(error && { error })}
      />
      {value ? (
        <div className="flex items-center gap-3">
          {/* biome-ignore lint/performance/noImgElement: a data URL has nothing to optimise */}
          <img src={value} alt="The logo" className="size-9 rounded-sm border border-line bg-white object-contain" />
          <Button size="sm" onClick={() => onChange('')}>
            Remove logo
          </Button>
        </div>
      ) : null}
    </div>
  );
}
