'use client';

import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Switch } from '@/components/ui/switch';
import { PRE_CHAT_FIELDS, type PreChatField } from '@/lib/chat/setup/brand-schema';
import { errorsOf } from './errors-of';
import type { BrandPartProps } from './part';

const LABELS: Record<PreChatField, string> = { name: 'Name', email: 'Email', phone: 'Phone', question: 'Question' };

/** The form editor. Answers are encrypted like messages; a site can add fields by the JS API. */
export function PreChatCard({ settings: { preChat }, change, errors }: BrandPartProps) {
  function changeField(name: PreChatField, changes: Partial<(typeof preChat.fields)[PreChatField]>) {
    const field = { ...preChat.fields[name], ...changes };
    change({ preChat: { ...preChat, fields: { ...preChat.fields, [name]: field } } });
  }
  return (
    <Card
      id="pre-chat"
      title="Pre-chat form"
      description="What a visitor is asked before the chat. Answers are encrypted like every message."
    >
      <Switch
        side="end"
        label="Ask before the chat"
        description="Off: a visitor writes at once, and is nobody by name."
        checked={preChat.enabled}
        onCheckedChange={(enabled) => change({ preChat: { ...preChat, enabled } })}
      />
      {preChat.enabled ? (
        <ul className="mt-3 divide-y divide-line border-line border-t">
          {PRE_CHAT_FIELDS.map((name) => (
            <li key={name}>
              <fieldset className="grid items-end gap-x-4 gap-y-2 py-3 sm:grid-cols-[9rem_7rem_minmax(0,1fr)]">
                <legend className="sr-only">{LABELS[name]}</legend>
                <Checkbox
                  label={`Ask for ${LABELS[name].toLowerCase()}`}
                  checked={preChat.fields[name].shown}
                  onCheckedChange={(shown) => changeField(name, shown ? { shown } : { shown, mandatory: false })}
                />
                <Checkbox
                  label="Mandatory"
                  aria-label={`${LABELS[name]} is mandatory`}
                  checked={preChat.fields[name].mandatory}
                  disabled={!preChat.fields[name].shown}
                  onCheckedChange={(mandatory) => changeField(name, { mandatory })}
                />
                <Field
                  label={`Hint of ${LABELS[name].toLowerCase()}`}
                  hideLabel
                  error={errorsOf(errors, `settings.preChat.fields.${name}`)}
                >
                  <Input
                    placeholder="Hint in the empty field"
                    maxLength={100}
                    value={preChat.fields[name].hint}
                    disabled={!preChat.fields[name].shown}
                    onChange={(event) => changeField(name, { hint: event.currentTarget.value })}
                  />
                </Field>
              </fieldset>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}
