'use client';

import { useState } from 'react';
import { Card } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs';
import { type BrandSettings, LANGUAGES, type Language } from '@/lib/chat/setup/brand-schema';
import { WidgetPreview } from './widget-preview';

const STANDINGS = [
  { value: 'online', label: 'Somebody is there' },
  { value: 'offline', label: 'Nobody is there' },
];

interface PreviewCardProps {
  name: string;
  settings: BrandSettings;
  className?: string;
}

/** The widget as it will be, before it is saved. */
export function PreviewCard({ name, settings, className }: PreviewCardProps) {
  const [language, setLanguage] = useState<string>(settings.languages[0] ?? 'en');
  const [standing, setStanding] = useState('online');
  const spoken = settings.languages.length > 0 ? settings.languages : (['en'] as const);
  const shown: Language = spoken.find((one) => one === language) ?? spoken[0] ?? 'en';
  const preview = { name, settings, language: shown, online: standing === 'online' };
  return (
    <Card id="preview" title="Preview" {...(className !== undefined && { className })}>
      <div className="mb-3 grid grid-cols-2 gap-3">
        <Field label="Shown while">
          <Select options={STANDINGS} value={standing} onChange={(event) => setStanding(event.currentTarget.value)} />
        </Field>
        <Field label="Shown in">
          <Select
            options={spoken.map((one) => ({ value: one, label: LANGUAGES[one] }))}
            value={shown}
            onChange={(event) => setLanguage(event.currentTarget.value)}
          />
        </Field>
      </div>
      <Tabs defaultValue="light">
        <TabsList aria-label="Theme of the visitor’s browser">
          <TabsTrigger value="light">Light</TabsTrigger>
          <TabsTrigger value="dark">Dark</TabsTrigger>
        </TabsList>
        <TabsContent value="light">
          <WidgetPreview {...preview} theme="light" />
        </TabsContent>
        <TabsContent value="dark">
          <WidgetPreview {...preview} theme="dark" />
        </TabsContent>
      </Tabs>
    </Card>
  );
}
