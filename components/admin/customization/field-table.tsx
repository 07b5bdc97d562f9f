'use client';

import { Check, Search } from 'lucide-react';
import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { FieldSetup, ModuleSetup } from '@/lib/admin/customization/queries';
import { fieldType } from '@/lib/crm/modules/field-types/registry';
import { FieldMenu } from './field-menu';
import { NewFieldButton } from './new-field-button';
import { TypeIcon } from './type-icon';
import { useFieldDialogs } from './use-field-dialogs';

export interface FieldTableProps {
  module: ModuleSetup;
}

/** All fields of a module, also those no layout holds. */
export function FieldTable({ module }: FieldTableProps) {
  const [filter, setFilter] = useState('');
  const { dialogs, edit, remove } = useFieldDialogs(module);
  const wanted = filter.trim().toLowerCase();
  const fields = module.fields.filter(
    ({ label, apiName }) => label.toLowerCase().includes(wanted) || apiName.toLowerCase().includes(wanted),
  );
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <div className="w-full sm:w-64">
          <Input
            type="search"
            aria-label="Filter fields"
            placeholder="Filter fields"
            icon={<Search />}
            value={filter}
            onChange={(event) => setFilter(event.currentTarget.value)}
          />
        </div>
        <div className="flex items-center gap-3">
          {module.phi === 'available' || module.phi === 'no_right' ? (
            <Badge tone="phi">
              {module.markedCount} of {module.markedLimit} fields marked
            </Badge>
          ) : null}
          <NewFieldButton module={module} />
        </div>
      </div>
      <div className="rounded-md border border-line bg-surface">
        {fields.length === 0 ? (
          <EmptyState title="No field matches" text="Look for another part of a label or API name." />
        ) : (
          <Table label="Fields">
            <TableHead>
              <TableRow>
                <TableHeader>Label</TableHeader>
                <TableHeader>API name</TableHeader>
                <TableHeader>Type</TableHeader>
                <TableHeader align="center">Required</TableHeader>
                <TableHeader align="center">Unique</TableHeader>
                <TableHeader>Health data</TableHeader>
                <TableHeader align="center">Encrypted</TableHeader>
                <TableHeader>
                  <span className="sr-only">Actions</span>
                </TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {fields.map((field) => (
                <Row key={field.id} field={field} onEdit={() => edit(field)} onDelete={() => remove(field)} />
              ))}
            </TableBody>
          </Table>
        )}
      </div>
      {dialogs}
    </div>
  );
}

function Row({ field, onEdit, onDelete }: { field: FieldSetup; onEdit: () => void; onDelete: () => void }) {
  return (
    <TableRow className="hover:bg-hover">
      <TableCell className="py-1">
        <span className="flex items-center gap-2">
          <span className="font-medium">{field.label}</span>
          {field.custom ? <Badge>Custom</Badge> : null}
        </span>
      </TableCell>
      <TableCell className="py-1 font-mono text-muted text-xs">{field.apiName}</TableCell>
      <TableCell className="whitespace-nowrap py-1 text-muted">
        <span className="flex items-center gap-2">
          <TypeIcon type={field.type} className="size-4 shrink-0 text-subtle" />
          {fieldType(field.type).label}
        </span>
      </TableCell>
      <Yes when={field.required} />
      <Yes when={field.unique} />
      <TableCell className="py-1">{field.marked ? <Badge tone="phi">PHI</Badge> : null}</TableCell>
      <Yes when={field.sealed} />
      <TableCell align="right" className="py-1 pr-2">
        <FieldMenu field={field} onEdit={onEdit} onDelete={onDelete} />
      </TableCell>
    </TableRow>
  );
}

function Yes({ when }: { when: boolean }) {
  return (
    <TableCell align="center" className="py-1">
      {when ? (
        <>
          <Check aria-hidden="true" className="mx-auto size-4 text-muted" />
          <span className="sr-only">Yes</span>
        </>
      ) : null}
    </TableCell>
  );
}
