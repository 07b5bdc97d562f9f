'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { radioClass } from '@/components/ui/radio-group';
import { Select } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import {
  canInModule,
  FIELD_RIGHTS,
  type FieldRight,
  type FieldRights,
  fieldRightIn,
  type ProfileRights,
} from '@/lib/people/rights';
import type { GrantableField, GrantableModule } from '@/lib/people/users/grantable-fields';
import { FIELD_RIGHT_WORDS } from './right-words';

export interface FieldRightsMatrixProps {
  modules: readonly GrantableModule[];
  rights: ProfileRights;
  /** Null only shows them. */
  onChange: ((fields: FieldRights) => void) | null;
}

/** Rights in the fields of one module at a time. Arrow keys choose within a row, Tab goes to the next. */
export function FieldRightsMatrix({ modules, rights, onChange }: FieldRightsMatrixProps) {
  const [chosen, setChosen] = useState(modules[0]?.apiName ?? '');
  const [query, setQuery] = useState('');
  const module = modules.find(({ apiName }) => apiName === chosen);
  const words = query.trim().toLowerCase();
  const fields =
    module?.fields.filter((field) => `${field.label} ${field.apiName}`.toLowerCase().includes(words)) ?? [];
  const creates = module !== undefined && canInModule(rights, module.apiName, 'create');
  const set = (id: string, right: FieldRight) => {
    const { [id]: _, ...others } = rights.fields ?? {};
    onChange?.(right === 'edit' ? others : { ...others, [id]: right });
  };
  const limited = (one: GrantableModule) =>
    one.fields.filter(({ id }) => fieldRightIn(rights.fields, id) !== 'edit').length;
  return (
    <>
      <div className="grid gap-4 border-line border-b p-4 sm:grid-cols-2">
        <Field label="Module">
          <Select
            value={chosen}
            onChange={(event) => setChosen(event.currentTarget.value)}
            options={modules.map((one) => ({
              value: one.apiName,
              label: limited(one) > 0 ? `${one.plural} (${limited(one)} limited)` : one.plural,
            }))}
          />
        </Field>
        <Field label="Find a field">
          <Input type="search" value={query} onChange={(event) => setQuery(event.currentTarget.value)} />
        </Field>
      </div>
      {fields.length === 0 ? (
        <p className="p-4 text-muted text-sm">No field is called so.</p>
      ) : (
        <Table label={`Rights in fields of ${module?.plural}`}>
          <TableHead>
            <tr>
              <TableHeader className="max-sm:px-2">Field</TableHeader>
              {FIELD_RIGHTS.map((right) => (
                <TableHeader key={right} align="center" className="max-sm:px-2">
                  {FIELD_RIGHT_WORDS[right]}
                </TableHeader>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {fields.map((field) => (
              <FieldRow
                key={field.id}
                field={field}
                creates={creates}
                right={fieldRightIn(rights.fields, field.id)}
                onChange={onChange ? (right) => set(field.id, right) : null}
              />
            ))}
          </TableBody>
        </Table>
      )}
    </>
  );
}

interface FieldRowProps {
  field: GrantableField;
  creates: boolean;
  right: FieldRight;
  onChange: ((right: FieldRight) => void) | null;
}

function FieldRow({ field, creates, right, onChange }: FieldRowProps) {
  const { label, apiName, marked, isName, isNeeded } = field;
  const isImpossible = (other: FieldRight) =>
    (isName && other === 'hidden') || (creates && isNeeded && other !== 'edit');
  return (
    <TableRow>
      <TableCell className="py-1 max-sm:px-2">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <span className="font-medium">{label}</span>
          <span className="font-mono text-2xs text-subtle max-sm:hidden">{apiName}</span>
          {marked ? <Badge tone="phi">Health data</Badge> : null}
          {isName ? <Badge>Name of the record</Badge> : null}
          {isNeeded && !isName ? <Badge>Required</Badge> : null}
        </span>
      </TableCell>
      {FIELD_RIGHTS.map((other) => (
        <TableCell key={other} align="center" className="py-1 max-sm:px-2">
          <input
            type="radio"
            name={`field-right-${field.id}`}
            className={radioClass}
            aria-label={`${label}: ${FIELD_RIGHT_WORDS[other]}`}
            checked={right === other}
            disabled={onChange === null || (right !== other && isImpossible(other))}
            onChange={() => onChange?.(other)}
          />
        </TableCell>
      ))}
    </TableRow>
  );
}
