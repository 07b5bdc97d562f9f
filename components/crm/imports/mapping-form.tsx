'use client';

import { useAction } from 'next-safe-action/hooks';
import { useEffect, useState } from 'react';
import { isOver, useJob } from '@/components/jobs/use-job';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import type { ColumnLook } from '@/lib/crm/imports/columns/look';
import { isOpen } from '@/lib/crm/imports/columns/question';
import type { BadCell, ColumnChoices } from '@/lib/crm/imports/columns/reading';
import type { Duplicates } from '@/lib/crm/imports/rows/duplicates';
import { type ImportedBefore, makesAgain } from '@/lib/crm/imports/same-file';
import type { CheckResult, ImportRef, Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { changeField, check, makeField, start } from './actions';
import { CheckCard, type CheckCardProps } from './check-card';
import type { WhatOfDuplicates } from './duplicate-keys';
import { DuplicatesCard } from './duplicates-card';
import type { ImportStep } from './import-steps';
import { AS_IT_STANDS, MappingCard } from './mapping-card';
import type { NewFieldProps } from './new-field-form';
import { useDuplicates } from './use-duplicates';
import { useLooks } from './use-looks';

export interface MappingFormProps {
  reference: ImportRef;
  singular: string;
  plural: string;
  headers: readonly string[];
  fields: readonly FieldDefinition[];
  proposed: Mapping;
  choices: ColumnChoices;
  remembered: boolean;
  /** Questions about the file itself that nobody has answered. */
  asked: number;
  /** Fields may be made, and options added to lists. */
  mayCustomise: boolean;
  /** Null until somebody said it. */
  duplicates: Duplicates | null;
  /** Rows may have a record already. */
  hasRecords: boolean;
  /** An import of the very same file before. */
  before: ImportedBefore | null;
  /** API names of fields whose values the asker may not read. */
  unread: readonly string[];
  mayEdit: boolean;
  /** The job of the last dry run of just this. */
  checkId: string | null;
  onStep: (step: ImportStep) => void;
}

/** Which column fills which field, and what becomes of duplicates; then a dry run; then the import. */
export function MappingForm(props: MappingFormProps) {
  const { reference, singular, plural, headers, fields, asked, onStep } = props;
  const [mapping, setMapping] = useState<Mapping>(props.proposed);
  const [choices, setChoices] = useState<ColumnChoices>(props.choices);
  const looks = useLooks({ reference, mapping, columns: choices, fields });
  const [checkId, setCheckId] = useState(props.checkId);
  const [again, setAgain] = useState(false);
  const [checked, setChecked] = useState<string | null>(null);
  const checking = useAction(check, {
    onSuccess: ({ data }) => {
      setCheckId(data?.jobId ?? null);
      setChecked(data?.jobId ?? null);
    },
  });
  const starting = useAction(start);
  const making = useAction(makeField);
  const changing = useAction(changeField);
  const { job, lost } = useJob(checkId);
  const own = job?.id === checkId ? job : null;
  const found = own?.state === 'done' ? (own.result as unknown as CheckResult) : null;
  const mayStart = found !== null && found.taken + (found.overwritten ?? 0) > 0;
  const error = [starting, checking, making, changing].map(({ result }) => result.serverError).find(Boolean);
  const columns = looks.filter(isOpen).length;
  const open = asked + columns;
  const { what, duplicates, ...rows } = useDuplicates({
    reference,
    fields,
    mapping,
    choices,
    given: props.duplicates,
    hasRecords: props.hasRecords,
    isReadable: asked === 0,
    unread: props.unread,
  });
  const step = stepOf(checkId !== null, open, what.action);
  useEffect(() => onStep(step), [onStep, step]);
  const isTwice = props.before !== null && makesAgain(duplicates) && !again;
  const request = { ...reference, mapping, duplicates, columns: choices, again };

  const isLacking = ({ required, apiName }: FieldDefinition) => required && !Object.values(mapping).includes(apiName);

  /** What was checked is not what would be imported any more. */
  function changed() {
    setCheckId(null);
    checking.reset();
  }

  async function make(column: number, field: Parameters<NewFieldProps['onMake']>[0]) {
    const made = await making.executeAsync({ module: reference.module, ...field });
    if (!made?.data) return;
    setMapping((before) => ({ ...before, [column]: made.data?.apiName ?? '' }));
    changed();
  }

  /** What a dry run refused is taken in another way, and the dry run begins anew. */
  function takeOtherwise(column: string, bad: BadCell) {
    const columns = { ...choices, [column]: { ...(choices[column] ?? AS_IT_STANDS), bad } };
    setChoices(columns);
    changed();
    checking.execute({ ...request, columns });
  }

  function addOptions(field: FieldDefinition, added: readonly string[]) {
    const pickList = [...(field.options.pickList ?? []), ...added.map((label) => ({ label }))];
    changing.execute({ module: reference.module, fieldId: field.id, options: { ...field.options, pickList } });
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
        asked={asked}
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
        singular={singular}
        plural={plural}
        keys={rows.keys}
        value={what}
        mayEdit={props.mayEdit}
        known={rows.known}
        lacking={fields.filter(isLacking).map(({ label }) => label)}
        onCount={rows.count}
        before={props.before}
        again={again}
        onAgain={setAgain}
        onChange={(next) => {
          rows.choose(next);
          changed();
        }}
      />
      {error ? (
        <Callout tone="danger" role="alert">
          {error.message}
        </Callout>
      ) : null}
      {checkId ? (
        <CheckCard
          key={checkId}
          reference={reference}
          job={own}
          lost={lost}
          found={found}
          follow={checkId === checked}
          waysOf={(label) => waysOf(label, { fields, mapping, looks, choices })}
          onTakeOtherwise={takeOtherwise}
        />
      ) : null}
      <div className="flex flex-wrap items-center justify-end gap-2">
        {open > 0 ? (
          <p className="text-muted text-sm">{`Answer ${openInWords(asked, columns)} first.`}</p>
        ) : what.action === null ? (
          <p className="text-muted text-sm">{`Choose what becomes of rows whose ${singular.toLowerCase()} is here already.`}</p>
        ) : mayStart && isTwice ? (
          <p className="text-muted text-sm">
            This file was imported before: say under Duplicates whether it is meant again.
          </p>
        ) : null}
        <Button
          disabled={open > 0 || what.action === null}
          variant={mayStart ? 'secondary' : 'primary'}
          pending={checking.isPending || (checkId !== null && !isOver(own))}
          onClick={() => {
            changed();
            checking.execute(request);
          }}
        >
          Preview
        </Button>
        {mayStart ? (
          <Button
            variant="primary"
            disabled={isTwice || open > 0}
            pending={starting.isPending}
            onClick={() => starting.execute(request)}
          >
            Start import
          </Button>
        ) : null}
      </div>
    </div>
  );
}

function openInWords(asked: number, columns: number): string {
  const ofFile = asked === 1 ? 'the question about the file' : `the ${asked} questions about the file`;
  const ofColumns = columns === 1 ? 'the question about one column' : `the questions about ${columns} columns`;
  return [...(asked > 0 ? [ofFile] : []), ...(columns > 0 ? [ofColumns] : [])].join(' and ');
}

function stepOf(isChecked: boolean, open: number, action: WhatOfDuplicates['action']): ImportStep {
  if (isChecked) return 'Dry run';
  return open === 0 && action === null ? 'Duplicates' : 'Map columns';
}

interface Read {
  fields: readonly FieldDefinition[];
  mapping: Mapping;
  looks: readonly ColumnLook[];
  choices: ColumnChoices;
}

/** The column that fills a field, and what else could be done with cells of it that cannot be read. */
function waysOf(label: string, { fields, mapping, looks, choices }: Read): ReturnType<CheckCardProps['waysOf']> {
  const field = fields.find((one) => one.label === label);
  const column = Object.keys(mapping).find((one) => mapping[one] === field?.apiName);
  if (!field || column === undefined) return null;
  const ways = looks[Number(column)]?.bad ?? [];
  return { column, ways: ways.filter((way) => way !== 'refuse' && way !== choices[column]?.bad) };
}
