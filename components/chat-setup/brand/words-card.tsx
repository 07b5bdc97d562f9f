'use client';

import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { MultiCombobox } from '@/components/ui/multi-combobox';
import { Textarea } from '@/components/ui/textarea';
import { LANGUAGES, type Language } from '@/lib/chat/setup/brand-schema';
import { errorsOf } from './errors-of';
import type { BrandPartProps } from './part';

const OPTIONS = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));
const optionOf = (language: Language) => ({ value: language, label: LANGUAGES[language] });

export function WordsCard({ settings, change, errors }: BrandPartProps) {
  return (
    <Card id="words" title="Words">
      <div className="flex flex-col gap-4">
        <Field
          label="Greeting"
          error={errorsOf(errors, 'settings.greeting')}
          hint="When somebody is there. At most 300 characters."
        >
          <Textarea
            rows={2}
            maxLength={300}
            value={settings.greeting}
            onChange={(event) => change({ greeting: event.currentTarget.value })}
          />
        </Field>
        <Field
          label="Offline message"
          error={errorsOf(errors, 'settings.offlineMessage')}
          hint="When nobody is there, or outside business hours. At most 500 characters."
        >
          <Textarea
            rows={2}
            maxLength={500}
            value={settings.offlineMessage}
            onChange={(event) => change({ offlineMessage: event.currentTarget.value })}
          />
        </Field>
        <Field
          label="Languages"
          required
          error={errorsOf(errors, 'settings.languages')}
          hint="The widget speaks the visitor’s if it is one of these, else the first. Your own words stay as you wrote them."
        >
          <MultiCombobox
            label="Languages"
            placeholder="Add a language"
            options={OPTIONS}
            value={settings.languages.map(optionOf)}
            onValueChange={(chosen) => change({ languages: chosen.map(({ value }) => value as Language) })}
          />
        </Field>
      </div>
    </Card>
  );
}
