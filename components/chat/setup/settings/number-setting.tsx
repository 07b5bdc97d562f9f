import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ChatSettings } from '@/lib/chat/setup/settings-schema';
import type { NUMBERS } from './read-settings';

export interface SettingsProps {
  settings: ChatSettings;
  errors: Readonly<Record<string, string>>;
}

const NUMBER_FIELDS: Record<(typeof NUMBERS)[number], { label: string; hint: string }> = {
  offerSeconds: { label: 'Offer in seconds', hint: 'So long one operator has for an offer: 5 to 300.' },
  missedAfterSeconds: {
    label: 'Missed after seconds',
    hint: 'So long a visitor waits before the conversation counts as missed: 10 to 3,600. It can still be picked up.',
  },
  idleMinutes: {
    label: 'Ends after idle minutes',
    hint: 'So long without a word, and an open conversation ends by itself: up to 1,440. 0: never.',
  },
  visitorDays: {
    label: 'Visitors come back for days',
    hint: 'So long after their last chat was closed, a visitor’s browser still opens it: 1 to 365. Visitors can end it at once: “I am on a shared computer”.',
  },
  maxFileMegabytes: { label: 'Largest file in MB', hint: 'For visitors and operators: 1 to 50.' },
};

/** One of the settings that are numbers. */
export function NumberSetting({ name, settings, errors }: SettingsProps & { name: (typeof NUMBERS)[number] }) {
  return (
    <Field label={NUMBER_FIELDS[name].label} hint={NUMBER_FIELDS[name].hint} required error={errors[name]}>
      <Input name={name} inputMode="numeric" className="max-w-32" defaultValue={settings[name]} />
    </Field>
  );
}
