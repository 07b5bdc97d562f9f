'use client';

import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { RANGES, type Range } from '@/lib/admin/audit/choices';
import type { AuditQuery } from '@/lib/admin/audit/query';

const ranges = Object.entries(RANGES).map(([value, label]) => ({ value, label }));

export interface ExportRangeProps {
  query: AuditQuery;
  onChange: (query: AuditQuery) => void;
}

/** The days that are exported; the other filters stay as the page has them. */
export function ExportRange({ query, onChange }: ExportRangeProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-3">
      <Field label="Time">
        <Select
          value={query.range}
          options={ranges}
          onChange={(event) =>
            onChange({ ...query, range: event.currentTarget.value as Range, from: undefined, to: undefined })
          }
        />
      </Field>
      {query.range === 'custom' ? (
        <>
          <Field label="From">
            <Input
              type="date"
              value={query.from ?? ''}
              onChange={(event) => onChange({ ...query, from: event.currentTarget.value || undefined })}
            />
          </Field>
          <Field label="To">
            <Input
              type="date"
              value={query.to ?? ''}
              onChange={(event) => onChange({ ...query, to: event.currentTarget.value || undefined })}
            />
          </Field>
        </>
      ) : null}
    </div>
  );
}
