'use client';

import { Plus, ShieldCheck, Trash2 } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Combobox } from '@/components/ui/combobox';
import type { ComboboxOption } from '@/components/ui/combobox-list';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Select } from '@/components/ui/select';
import { type ListFilter, MAX_FILTERS } from '@/lib/crm/records/filter';
import { isProtected, type ListField } from '@/lib/crm/records/list-fields';
import { FilterValue } from './filter-value';
import { offeredOperators, operatorWords, takesNoValue } from './filter-words';

export interface FilterDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  plural: string;
  fields: readonly ListField[];
  filters: readonly ListFilter[];
  onApply: (filters: ListFilter[]) => void;
  users: readonly ComboboxOption[];
  names: Readonly<Record<string, string>>;
  onNamed: (option: ComboboxOption) => void;
}

export function FilterDialog({ open, onOpenChange, ...props }: FilterDialogProps) {
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent
        title={`Filter ${props.plural}`}
        description="Records that match all of these are shown."
        size="lg"
      >
        <FilterForm {...props} onDone={() => onOpenChange(false)} />
      </DialogContent>
    </Dialog>
  );
}

interface Draft {
  key: number;
  field: string;
  operator: string;
  texts: string[];
}

let nextKey = 0;

const draftOf = ({ field, operator, value }: ListFilter): Draft => ({
  key: nextKey++,
  field,
  operator,
  texts: value === undefined ? [] : typeof value === 'string' ? [value] : [...value],
});

function toFilter({ field, operator, texts }: Draft): ListFilter {
  if (takesNoValue(operator)) return { field, operator };
  return { field, operator, value: operator === 'between' || operator === 'in' ? texts : (texts[0] ?? '') };
}

/** A component of its own, so that what was not applied is gone when the dialog closes. */
function FilterForm(props: Omit<FilterDialogProps, 'open' | 'onOpenChange'> & { onDone: () => void }) {
  const usable = props.fields.filter((field) => field.operators.length > 0);
  const blank = (): Draft => {
    const [field] = usable;
    return {
      key: nextKey++,
      field: field?.apiName ?? '',
      operator: field ? (offeredOperators(field)[0] ?? '') : '',
      texts: [],
    };
  };
  const [drafts, setDrafts] = useState(() => (props.filters.length > 0 ? props.filters.map(draftOf) : [blank()]));
  const change = (draft: Draft) => setDrafts(drafts.map((one) => (one.key === draft.key ? draft : one)));
  const isFilled = (draft: Draft) => takesNoValue(draft.operator) || draft.texts.some((text) => text.trim() !== '');
  function apply(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    props.onApply(drafts.filter(isFilled).map(toFilter));
    props.onDone();
  }
  return (
    <form method="post" onSubmit={apply} className="contents">
      <DialogBody className="flex flex-col gap-3">
        {drafts.map((draft) => (
          <FilterRow
            {...props}
            key={draft.key}
            fields={usable}
            draft={draft}
            onChange={change}
            onRemove={() => setDrafts(drafts.filter((one) => one.key !== draft.key))}
          />
        ))}
        <Button
          variant="ghost"
          size="sm"
          className="self-start"
          disabled={drafts.length >= MAX_FILTERS}
          onClick={() => setDrafts([...drafts, blank()])}
        >
          <Plus aria-hidden="true" />
          Add a filter
        </Button>
      </DialogBody>
      <DialogFooter>
        <Button
          onClick={() => {
            props.onApply([]);
            props.onDone();
          }}
        >
          Clear all
        </Button>
        <Button type="submit" variant="primary">
          Apply
        </Button>
      </DialogFooter>
    </form>
  );
}

interface FilterRowProps extends Omit<FilterDialogProps, 'open' | 'onOpenChange'> {
  draft: Draft;
  onChange: (draft: Draft) => void;
  onRemove: () => void;
}

function FilterRow({ draft, onChange, onRemove, ...props }: FilterRowProps) {
  const field = props.fields.find(({ apiName }) => apiName === draft.field);
  if (!field) return null;
  const operators = offeredOperators(field);
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className="sr-only">Filter by {field.label}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_2rem] items-start gap-2 sm:grid-cols-[minmax(0,1fr)_9.5rem_minmax(0,1.2fr)_2rem]">
        <Combobox
          label="Field"
          options={props.fields.map(({ apiName, label }) => ({ value: apiName, label }))}
          value={{ value: field.apiName, label: field.label }}
          onValueChange={(option) => {
            const next = props.fields.find(({ apiName }) => apiName === option?.value);
            if (next) onChange({ ...draft, field: next.apiName, operator: offeredOperators(next)[0] ?? '', texts: [] });
          }}
        />
        <Button
          variant="ghost"
          size="icon"
          aria-label={`Remove the filter on ${field.label}`}
          onClick={onRemove}
          className="sm:order-last"
        >
          <Trash2 aria-hidden="true" />
        </Button>
        <Select
          aria-label={`Comparison for ${field.label}`}
          value={draft.operator}
          options={operators.map((operator) => ({ value: operator, label: operatorWords(field, operator) }))}
          onChange={(event) =>
            onChange({ ...draft, operator: event.currentTarget.value, texts: draft.texts.slice(0, 1) })
          }
          className="col-span-2 sm:col-span-1"
        />
        <div className="col-span-2 min-w-0 sm:col-span-1">
          {takesNoValue(draft.operator) ? null : (
            <FilterValue
              {...props}
              field={field}
              operator={draft.operator}
              texts={draft.texts}
              onChange={(texts) => onChange({ ...draft, texts })}
            />
          )}
        </div>
      </div>
      {isProtected(field) ? (
        <p className="flex items-center gap-1.5 text-phi-text text-xs">
          <ShieldCheck aria-hidden="true" className="size-3.5 shrink-0" />
          Protected: found by its exact value, kept out of the address
          {field.marked ? ' and recorded in the audit log' : ''}.
        </p>
      ) : null}
    </fieldset>
  );
}
