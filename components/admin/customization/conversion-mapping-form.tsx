'use client';

import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import { useAction } from '@/components/ui/use-action';
import type { ConversionMapping, MappingField } from '@/lib/admin/customization/conversion-mapping';
import { saveMapping } from './actions';

/** Field of the target → field of the lead, by ids; '' where nothing fills it. */
type Chosen = Readonly<Record<string, string>>;

/** Each field of what a lead becomes, with the field of the lead that fills it. */
export function ConversionMappingForm({ mapping }: { mapping: ConversionMapping }) {
  const fields = mapping.targets.flatMap((target) => target.fields);
  const [chosen, setChosen] = useState<Chosen>(() =>
    Object.fromEntries(fields.map(({ id, from }) => [id, from ?? ''])),
  );
  const [resetting, setResetting] = useState(false);
  const save = useAction(saveMapping, {
    onSuccess: () => {
      setResetting(false);
      toast.success('The mapping was saved');
    },
    onError: () => setResetting(false),
  });
  const pairs = Object.entries(chosen).flatMap(([to, from]) => (from === '' ? [] : [{ from, to }]));
  const changed = fields.some(({ id, from }) => (from ?? '') !== chosen[id]);
  const error = save.result.serverError;
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      {error ? (
        <Callout tone="danger" role="alert" title={error.message}>
          {Object.entries(error.fields).map(([name, message]) => (
            <p key={name}>{`${name}: ${message}`}</p>
          ))}
        </Callout>
      ) : null}
      {mapping.targets.map(({ apiName, plural, fields: own }) => (
        <Card key={apiName} id={apiName} title={plural}>
          <div className="grid gap-x-6 gap-y-4 md:grid-cols-2">
            {own.map((field) => (
              <MappedField
                key={field.id}
                field={field}
                from={chosen[field.id] ?? ''}
                onChoose={(from) => setChosen({ ...chosen, [field.id]: from })}
              />
            ))}
          </div>
        </Card>
      ))}
      <div className="sticky bottom-0 z-10 -mx-1 flex flex-wrap justify-end gap-2 border-line border-t bg-canvas px-1 py-3">
        <Button variant="secondary" disabled={save.isPending} onClick={() => setResetting(true)}>
          Use the standard mapping
        </Button>
        <Button
          variant="primary"
          disabled={!changed}
          pending={save.isPending}
          onClick={() => save.execute({ version: mapping.version, pairs })}
        >
          Save
        </Button>
      </div>
      <ConfirmDialog
        open={resetting}
        onOpenChange={setResetting}
        title="Use the standard mapping?"
        description="Zoho CRM’s own, and custom fields with the same API name. What you set here is replaced."
        confirmLabel="Use it"
        tone="primary"
        pending={save.isPending}
        onConfirm={() => save.execute({ version: mapping.version, pairs: null })}
      />
    </div>
  );
}

interface MappedFieldProps {
  field: MappingField;
  from: string;
  onChoose: (from: string) => void;
}

function MappedField({ field, from, onChoose }: MappedFieldProps) {
  const choice = field.choices.find(({ id }) => id === from);
  return (
    <Field
      label={field.label}
      required={field.required}
      adornment={
        field.protectedAs ? (
          <Badge tone="phi">{field.protectedAs === 'marked' ? 'Marked' : 'Encrypted'}</Badge>
        ) : undefined
      }
      error={choice?.stays ? `Stays on the lead. ${choice.stays}` : undefined}
    >
      <Select
        value={from}
        placeholder="Nothing"
        options={field.choices.map(({ id, label }) => ({ value: id, label }))}
        onChange={(event) => onChoose(event.currentTarget.value)}
      />
    </Field>
  );
}
