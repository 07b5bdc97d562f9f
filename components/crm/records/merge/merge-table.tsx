import { Fragment } from 'react';
import { FieldDisplay } from '@/components/fields/field-display';
import { MaskedDisplay } from '@/components/fields/masked-display';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { radioClass } from '@/components/ui/radio-group';
import { Table, TableBody, TableCell, TableHead, TableRow } from '@/components/ui/table';
import type { FieldDefinition } from '@/lib/crm/modules/definition';
import type { Compared, MergeColumn } from '@/lib/crm/records/merge/compare';
import type { Id } from '@/lib/platform/ids';
import { choosable } from './usual-choices';

export interface MergeTableProps {
  compared: Compared;
  timeZone: string;
  keepId: Id;
  onKeep: (id: Id) => void;
  /** API name → record. */
  choices: Readonly<Record<string, Id>>;
  onChoose: (field: string, id: Id) => void;
}

/** A row a field, a column a record: whose value is taken. Rows where all are seen to be empty are left out. */
export function MergeTable({ compared, timeZone, keepId, onKeep, choices, onChoose }: MergeTableProps) {
  const { module, columns } = compared;
  const fields = choosable(module.fields).filter((field) => isToldOf(columns, field));
  return (
    <Card flush>
      <Table
        label="Values to choose from"
        className={cn('table-fixed', columns.length > 3 ? 'min-w-[36rem]' : 'sm:min-w-[36rem]')}
      >
        <TableHead>
          <tr>
            <th scope="col" className="w-44 px-4 py-2 font-medium text-muted text-xs max-sm:hidden">
              Field
            </th>
            {columns.map((one) => (
              <th key={one.record.id} scope="col" className="px-2 py-2 align-top font-normal sm:px-4">
                <label className="flex items-start gap-2">
                  <input
                    type="radio"
                    name="keep"
                    className={radioClass}
                    checked={keepId === one.record.id}
                    onChange={() => onKeep(one.record.id)}
                  />
                  <span className="min-w-0 break-words">
                    <span className="block font-medium text-fg text-sm">Keep {one.name}</span>
                    <span className="block text-muted text-xs">ends in {one.record.id.slice(-6)}</span>
                  </span>
                </label>
              </th>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {fields.map((field) => (
            <Fragment key={field.id}>
              {/* On a narrow screen the field stands above its values: beside them it would leave them no room. */}
              <tr className="bg-sunken sm:hidden">
                <th
                  scope="colgroup"
                  colSpan={columns.length}
                  className="px-2 py-1 text-left font-normal text-muted text-xs"
                >
                  {field.label}
                </th>
              </tr>
              <TableRow>
                <th
                  scope="row"
                  className="px-4 py-2 text-left align-middle font-normal text-muted text-sm max-sm:hidden"
                >
                  {field.label}
                </th>
                {columns.map((one) => (
                  <ChoiceCell
                    key={one.record.id}
                    field={field}
                    of={one}
                    timeZone={timeZone}
                    chosen={choices[field.apiName] === one.record.id}
                    onChoose={() => onChoose(field.apiName, one.record.id)}
                  />
                ))}
              </TableRow>
            </Fragment>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}

interface ChoiceCellProps {
  field: FieldDefinition;
  of: MergeColumn;
  timeZone: string;
  chosen: boolean;
  onChoose: () => void;
}

function ChoiceCell({ field, of: { name, record, names }, timeZone, chosen, onChoose }: ChoiceCellProps) {
  const masked = record.masked.includes(field.apiName);
  const value = record.values[field.apiName];
  return (
    <TableCell className={cn('align-top max-sm:px-2', chosen && 'bg-accent-soft')}>
      <label className="flex min-w-0 items-start gap-2">
        <input
          type="radio"
          name={field.apiName}
          aria-label={`${field.label} of ${name}`}
          className={radioClass}
          checked={chosen}
          onChange={onChoose}
        />
        <span className="min-w-0 break-words">
          {masked ? (
            <MaskedDisplay field={field} />
          ) : (
            <FieldDisplay field={field} value={value} timeZone={timeZone} lookups={names.lookups} users={names.users} />
          )}
        </span>
      </label>
    </TableCell>
  );
}

const isToldOf = (columns: readonly MergeColumn[], { apiName }: FieldDefinition): boolean =>
  columns.some(({ record }) => record.masked.includes(apiName) || record.values[apiName] !== undefined);
