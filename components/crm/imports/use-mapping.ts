import { useEffect, useState } from 'react';
import { useAction } from '@/components/ui/use-action';
import { isOpen } from '@/lib/crm/imports/columns/question';
import type { BadCell, ColumnChoices } from '@/lib/crm/imports/columns/reading';
import { makesAgain } from '@/lib/crm/imports/same-file';
import type { Mapping } from '@/lib/crm/imports/schemas';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import { changeField, makeField, start } from './actions';
import { AS_IT_STANDS } from './mapping-card';
import type { MappingFormProps } from './mapping-props';
import type { NewFieldProps } from './new-field-form';
import { stepOf } from './open-questions';
import { useDryRun } from './use-dry-run';
import { useDuplicates } from './use-duplicates';
import { useLooks } from './use-looks';

/** What was chosen of an import so far, and what one does with it: a dry run, then the import. */
export function useMapping(props: MappingFormProps) {
  const { reference, fields, asked, hasRecords, unread, onStep } = props;
  const [mapping, setMapping] = useState<Mapping>(props.proposed);
  const [choices, setChoices] = useState<ColumnChoices>(props.choices);
  const looks = useLooks({ reference, mapping, columns: choices, fields });
  const [again, setAgain] = useState(false);
  const dryRun = useDryRun(props.checkId);
  const starting = useAction(start);
  const making = useAction(makeField);
  const changing = useAction(changeField);
  const columns = looks.filter(isOpen).length;
  const given = props.duplicates;
  const rows = useDuplicates({
    reference,
    fields,
    mapping,
    choices,
    given,
    hasRecords,
    isReadable: asked === 0,
    unread,
  });
  const step = stepOf(dryRun.checkId !== null, asked + columns, rows.what.action);
  useEffect(() => onStep(step), [onStep, step]);
  const request = { ...reference, mapping, duplicates: rows.duplicates, columns: choices, again };
  // What was checked is not what would be imported any more.
  const changed = dryRun.forget;

  return {
    ...{ mapping, choices, looks, rows, dryRun, again, setAgain },
    openColumns: columns,
    isTwice: props.before !== null && makesAgain(rows.duplicates) && !again,
    isStarting: starting.isPending,
    error: [starting.result.serverError, dryRun.error, making.result.serverError, changing.result.serverError].find(
      Boolean,
    ),
    map(next: Mapping, read: ColumnChoices) {
      setMapping(next);
      setChoices(read);
      changed();
    },
    chooseDuplicates(next: Parameters<typeof rows.choose>[0]) {
      rows.choose(next);
      changed();
    },
    async make(column: number, field: Parameters<NewFieldProps['onMake']>[0]) {
      const made = await making.executeAsync({ module: reference.module, ...field });
      if (!made?.data) return;
      setMapping((before) => ({ ...before, [column]: made.data?.apiName ?? '' }));
      changed();
    },
    addOptions(field: FieldDefinition, added: readonly string[]) {
      const pickList = [...(field.options.pickList ?? []), ...added.map((label) => ({ label }))];
      changing.execute({ module: reference.module, fieldId: field.id, options: { ...field.options, pickList } });
      changed();
    },
    /** What a dry run refused is taken in another way, and the dry run begins anew. */
    takeOtherwise(column: string, bad: BadCell) {
      const columns = { ...choices, [column]: { ...(choices[column] ?? AS_IT_STANDS), bad } };
      setChoices(columns);
      changed();
      dryRun.start({ ...request, columns });
    },
    preview() {
      changed();
      dryRun.start(request);
    },
    start: () => starting.execute(request),
  };
}
