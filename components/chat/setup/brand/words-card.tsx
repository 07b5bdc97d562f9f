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
          hint="The widget speaks the visitor’s if it is one of these, else the first. Your own words can be written in each."
        >
          <MultiCombobox
            label="Languages"
            placeholder="Add a language"
            options={OPTIONS}
            value={settings.languages.map(optionOf)}
            onValueChange={(chosen) => change({ languages: chosen.map(({ value }) => value as Language) })}
          />
        </Field>
        {settings.languages.slice(1).map((language) => (
          <WordsIn key={language} language={language} settings={settings} change={change} errors={errors} />
        ))}
      </div>
    </Card>
  );
}

/** Both texts once more, for visitors who speak this language; empty, they get those above. */
function WordsIn({ language, settings, change, errors }: BrandPartProps & { language: Language }) {
  const { greeting, offlineMessage, words } = settings;
  const own = words[language] ?? { greeting: '', offlineMessage: '' };
  const write = (changed: Partial<typeof own>) => change({ words: { ...words, [language]: { ...own, ...changed } } });
  return (
    <>
      <Field
        label={`Greeting in ${LANGUAGES[language]}`}
        error={errorsOf(errors, `settings.words.${language}.greeting`)}
        hint="Empty: the greeting above."
      >
        <Textarea
          rows={2}
          dir="auto"
          lang={language}
          maxLength={300}
          placeholder={greeting}
          value={own.greeting}
          onChange={(event) => write({ greeting: event.currentTarget.value })}
        />
      </Field>
      <Field
        label={`Offline message in ${LANGUAGES[language]}`}
        error={errorsOf(errors, `settings.words.${language}.offlineMessage`)}
        hint="Empty: the offline message above."
      >
        <Textarea
          rows={2}
          dir="auto"
          lang={language}
          maxLength={500}
          placeholder={offlineMessage}
          value={own.offlineMessage}
          onChange={(event) => write({ offlineMessage: event.currentTarget.value })}
        />
      </Field>
    </>
  );
}
