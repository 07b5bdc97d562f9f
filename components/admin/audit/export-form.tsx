'use client';

import { Callout } from '@/components/ui/callout';
import { Checkbox } from '@/components/ui/checkbox';
import type { AuditQuery } from '@/lib/admin/audit/query';
import { ExportKind } from './export-kind';
import { ExportRange } from './export-range';

/** What a person chose in the dialog. */
export interface AskedExport {
  query: AuditQuery;
  bom: boolean;
  kind?: 'bundle';
}

export interface ExportFormProps {
  value: AskedExport;
  /** Those of the page, in words. */
  filters: readonly string[];
  onChange: (value: AskedExport) => void;
}

/** Which days, which file, and what will be in it. */
export function ExportForm({ value, filters, onChange }: ExportFormProps) {
  return (
    <>
      <ExportRange query={value.query} onChange={(query) => onChange({ ...value, query })} />
      <div className="text-sm">
        <p className="font-medium text-fg">Filters</p>
        <p className="text-muted">{filters.length > 0 ? filters.join(' · ') : 'None: every entry that you may see'}</p>
      </div>
      <ExportKind value={value.kind} onChange={(kind) => onChange({ ...value, kind, bom: false })} />
      {value.kind === undefined ? (
        <Checkbox
          label="Add a byte order mark"
          description="For older versions of Excel"
          checked={value.bom}
          onCheckedChange={(bom) => onChange({ ...value, bom })}
        />
      ) : null}
      <Callout>Names of changed fields are in the file, their values are not. Exporting is an act in the log.</Callout>
    </>
  );
}
