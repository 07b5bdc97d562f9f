import type { ReactNode } from 'react';
import type { ComparableField } from '@/lib/crm/records/merge/find';

export interface FieldChoicesProps<Field extends ComparableField> {
  fields: readonly Field[];
  /** A checkbox. */
  children: (field: Field) => ReactNode;
}

/** Which fields must be the same: the usual ones, and the others behind "More fields". */
export function FieldChoices<Field extends ComparableField>({ fields, children }: FieldChoicesProps<Field>) {
  const others = fields.filter(({ shownFirst }) => !shownFirst);
  const boxes = (some: readonly Field[]) => <div className="flex flex-wrap gap-x-5 gap-y-2">{some.map(children)}</div>;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className="sr-only">Fields that must be the same</legend>
      {boxes(fields.filter(({ shownFirst }) => shownFirst))}
      {others.length > 0 ? (
        <details className="text-sm" open={others.some(({ chosen }) => chosen)}>
          <summary className="mb-2 w-fit cursor-pointer rounded-xs text-accent-text">More fields</summary>
          {boxes(others)}
        </details>
      ) : null}
    </fieldset>
  );
}
