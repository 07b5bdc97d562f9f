'use client';

import { useEffect } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Dialog, DialogBody, DialogContent } from '@/components/ui/dialog';
import { Skeleton } from '@/components/ui/skeleton';
import { useAction } from '@/components/ui/use-action';
import type { FieldDefinition, ModuleDefinition } from '@/lib/crm/modules/definition';
import { isEnterable } from '@/lib/crm/modules/field-types/description';
import type { StoredValue } from '@/lib/crm/modules/field-types/type';
import type { RecordNames } from '@/lib/crm/records/names';
import type { Id } from '@/lib/platform/ids';
import { QuickForm } from '../form/quick-form';
import { add, draft } from './actions';

export interface QuickAddProps {
  module: { apiName: string; singular: string };
  title: string;
  /** API names of what is asked for beside the name and what is required. */
  asked: readonly string[];
  given: Readonly<Record<string, StoredValue>>;
  lookups: RecordNames['lookups'];
  onClose: () => void;
  /** It is there. */
  onAdded?: (id: Id) => void;
}

/** A new record in a dialog, by the few fields that it cannot do without. */
export function QuickAdd({ module, title, asked, given, lookups, onClose, onAdded }: QuickAddProps) {
  const form = useAction(draft);
  const { execute: load } = form;
  useEffect(() => load({ module: module.apiName }), [load, module.apiName]);
  const saved = useAction(add, {
    onSuccess: ({ data }) => {
      toast.success(`${module.singular} created`);
      onAdded?.(data.id);
      onClose();
    },
  });
  const { data } = form.result;
  return (
    <Dialog open onOpenChange={(open) => open || onClose()}>
      <DialogContent title={title}>
        {data ? (
          <QuickForm
            label={title}
            fields={fieldsAsked(data.module, asked)}
            given={given}
            lookups={lookups}
            users={data.users}
            error={saved.result.serverError}
            pending={saved.isPending}
            onSave={(values) => {
              const filled = Object.entries(values).filter(([, entry]) => entry.length > 0);
              saved.execute({ module: module.apiName, values: Object.fromEntries(filled) });
            }}
          />
        ) : (
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={form} />
            {form.hasErrored ? null : <Coming />}
          </DialogBody>
        )}
      </DialogContent>
    </Dialog>
  );
}

/** In the order of the layout. */
function fieldsAsked(module: ModuleDefinition, asked: readonly string[]): FieldDefinition[] {
  const placed = module.layouts[0]?.sections.flatMap((section) => section.fields) ?? [];
  const all = [...placed, ...module.fields.filter(({ id }) => !placed.some((field) => field.id === id))];
  const isAsked = ({ apiName, required }: FieldDefinition) =>
    required || module.nameFields.includes(apiName) || asked.includes(apiName);
  return all.filter((field) => isEnterable(field) && isAsked(field));
}

function Coming() {
  return (
    <div aria-busy="true" className="flex flex-col gap-3">
      <p className="sr-only">Loading the form</p>
      <Skeleton className="w-1/3" />
      <Skeleton className="h-8" />
      <Skeleton className="w-1/3" />
      <Skeleton className="h-8" />
    </div>
  );
}
