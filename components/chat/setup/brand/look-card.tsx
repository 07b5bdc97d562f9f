'use client';

import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { ColourField } from './colour-field';
import { errorsOf } from './errors-of';
import { LogoField } from './logo-field';
import type { BrandPartProps } from './part';

const SIDES = [
  { value: 'right', label: 'Right' },
  { value: 'left', label: 'Left' },
];

interface LookCardProps extends BrandPartProps {
  name: string;
  onName: (name: string) => void;
}

export function LookCard({ settings, change, errors, name, onName }: LookCardProps) {
  return (
    <Card id="look" title="Look">
      <div className="flex flex-col gap-4">
        <Field label="Name" required error={errorsOf(errors, 'name')} hint="Visitors read it at the head of the chat.">
          <Input value={name} maxLength={100} onChange={(event) => onName(event.currentTarget.value)} />
        </Field>
        <ColourField
          value={settings.colour}
          errors={errorsOf(errors, 'settings.colour')}
          onChange={(colour) => change({ colour })}
        />
        <LogoField
          value={settings.logo}
          errors={errorsOf(errors, 'settings.logo')}
          onChange={(logo) => change({ logo })}
        />
        <RadioGroup
          legend="Side of the page"
          options={SIDES}
          value={settings.side}
          onValueChange={(side) => change({ side: side === 'left' ? 'left' : 'right' })}
        />
      </div>
    </Card>
  );
}
