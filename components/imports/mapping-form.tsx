'use client';

import { useAction } from 'next-safe-action/hooks';
import { useEffect, useState } from 'react';
import { isOver, useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ColumnChoices } from '@/lib/imports/columns/reading';
import { isOpen } from '@/lib/imports/columns/settle';
import { type Duplicates, RECORD_ID, tellsApart } from '@/lib/imports/rows/duplicates';
import type { CheckResult, ImportRef, Mapping } from '@/lib/imports/schemas';
import type { FieldDefinition } from '@/lib/modules/definition';
import type { MappingActs } from './acts';
import { CheckCard } from './check-card';
import { type DuplicateKey, DuplicatesCard } from './duplicates-card';
import type { ImportStep } from './import-steps';
import { MappingCard } from './mapping-card';
import type { NewFieldProps } from './new-field-form';
import { useLooks } from './use-looks';

export interface MappingFormProps {
  reference: ImportRef;
  plural: string;
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  proposed: Mapping;
  choices: ColumnChoices;
  remembered: boolean;
  /** Fields may be made, and options added to lists. */
  mayCustomise: boolean;
  duplicates: Duplicates;
  mayEdit: boolean;
  /** The job of the last dry run of just this. */
  checkId: string | null;
  acts: MappingActs;
  onStep: (step: ImportStep) => void;
}

/** Which column fills which field, and what becomes of duplicates; then a dry run; then the import. */
export function MappingForm(props: MappingFormProps) {
  const { reference, plural, headers, fields, acts, onStep } = props;
  const [mapping, setMapping] = useState<Mapping>(props.proposed);
  const [choices, setChoices] = useState<ColumnChoices>(props.choices);
  const looks = useLooks(acts.look, { reference, mapping, columns: choices, fields });
  const [chosen, setChosen] = useState<Duplicates>(props.duplicates);
  const [checkId, setCheckId] = useState(props.checkId);
  const check = useAction(acts.check, { onSuccess: ({ data }) => setCheckId(data?.jobId ?? null) });
  const start = useAction(acts.start);
  const makeField = useAction(acts.makeField);
  const changeField = useAction(acts.changeField);
  const { job, lost } = useJob(checkId);
  const own = job?.id === checkId ? job : null;
  const found = own?.state === 'done' ? (own.result as unknown as CheckResult) : null;
  const mayStart = found !== null && found.taken + (found.overwritten ?? 0) > 0;
  const error = [start, check, makeField, changeField].map(({ result }) => result.serverError).find(Boolean);
  const open = looks.filter(isOpen).length;
  const mapped = Object.values(mapping);
  const keys = keysOf(fields, mapped);
  const duplicates = withoutLost(chosen, keys);
  const step = checkId === null ? 'Map columns' : 'Dry run';
  useEffect(() => onStep(step), [onStep, step]);
  const request = { ...reference, mapping, duplicates, columns: choices };

  /** What was checked is not what would be imported any more. */
  function changed() {
    setCheckId(null);
    check.reset();
  }

  async function make(column: number, field: Parameters<NewFieldProps['onMake']>[0]) {
    const made = await makeField.executeAsync({ module: reference.module, ...field });
    if (!made?.data) return;
    setMapping((before) => ({ ...before, [column]: made.data?.apiName ?? '' }));
    changed();
  }

  function addOptions(field: FieldDefinition, added: readonly string[]) {
    const pickList = [...(field.options.pickList ?? []), ...added.map((label) => ({ label }))];
    changeField.execute({ module: reference.module, fieldId: field.id, options: { ...field.options, pickList } });
    changed();
  }

  return (
    <div className="flex max-w-4xl flex-col gap-4">
      <MappingCard
        headers={headers}
        fields={fields}
        mapping={mapping}
        choices={choices}
        looks={looks}
        remembered={props.remembered}
        onMakeField={props.mayCustomise ? make : null}
        onAddOptions={addOptions}
        onChange={(next, read) => {
          setMapping(next);
          setChoices(read);
          changed();
        }}
      />
      <DuplicatesCard
        plural={plural}
        keys={keys}
        value={duplicates}
        mayEdit={props.mayEdit}
        onChange={(next) => {
          setChosen(next);
          changed();
        }}
      />
      {error ? (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      ) : null}
      {checkId ? <CheckCard reference={reference} job={own} lost={lost} found={found} /> : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {open > 0 ? (
          <p className="text-muted text-sm">
            {open === 1
              ? 'Answer the question about one column first.'
              : `Answer the questions about ${open} columns first.`}
          </p>
        ) : null}
        <Button
          disabled={open > 0}
          variant={mayStart ? 'secondary' : 'primary'}
          pending={check.isPending || (checkId !== null && !isOver(own))}
          onClick={() => {
            changed();
            check.execute(request);
          }}
        >
          Preview
        </Button>
        {mayStart ? (
          <Button variant="primary" pending={start.isPending} onClick={() => start.execute(request)}>
            Start import
          </Button>
        ) : null}
      </div>
    </div>
  );
}

/** What tells records apart, the surest first: unique fields, the record's id, e-mail addresses, then any other. */
function keysOf(fields: readonly FieldDefinition[], mapped: readonly string[]): DuplicateKey[] {
  const telling = fields.filter((field) => mapped.includes(field.apiName) && tellsApart(field));
  const asKey = ({ apiName, label, unique }: FieldDefinition) => ({ value: apiName, label, sure: unique });
  const unique = telling.filter((field) => field.unique);
  const emails = telling.filter((field) => !field.unique && field.type === 'email');
  const others = telling.filter((field) => !field.unique && field.type !== 'email');
  const id = mapped.includes(RECORD_ID) ? [{ value: RECORD_ID, label: 'Record ID', sure: true }] : [];
  return [...unique.map(asKey), ...id, ...emails.map(asKey), ...others.map(asKey)];
}

/** A key whose column was taken away is none any more. */
function withoutLost(chosen: Duplicates, keys: readonly DuplicateKey[]): Duplicates {
  if (chosen.action === 'create') return chosen;
  const isKey = (name: string) => keys.some(({ value }) => value === name);
  if (chosen.by === null || !isKey(chosen.by)) return { by: null, action: 'create' };
  return { ...chosen, and: (chosen.and ?? []).filter(isKey) };
}
