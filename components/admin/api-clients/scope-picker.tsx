'use client';

import { checkboxClass } from '@/components/ui/checkbox';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { ACTS, type Act } from '@/lib/admin/api-clients/scopes';
import { EVERY_MODULE, type ScopeRow } from './scope-grid';

const ACT_WORDS: Record<Act, string> = { READ: 'Read', CREATE: 'Create', UPDATE: 'Update', DELETE: 'Delete' };

export interface ScopePickerProps {
  label: string;
  rows: readonly ScopeRow[];
  ticked: ReadonlySet<string>;
  onChange: (ticked: ReadonlySet<string>) => void;
}

/** Scopes by row and act. What "Every module" grants shows as granted in each module. */
export function ScopePicker({ label, rows, ticked, onChange }: ScopePickerProps) {
  function toggle(scope: string, on: boolean) {
    const next = new Set(ticked);
    if (on) next.add(scope);
    else next.delete(scope);
    onChange(next);
  }
  return (
    <div className="max-h-72 shrink-0 overflow-y-auto rounded-sm border border-line">
      <Table label={label}>
        <TableHead>
          <tr>
            <TableHeader>{label}</TableHeader>
            {ACTS.map((act) => (
              <TableHeader key={act} align="center">
                {ACT_WORDS[act]}
              </TableHeader>
            ))}
          </tr>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.prefix}>
              <TableCell className="whitespace-nowrap font-medium">{row.label}</TableCell>
              {ACTS.map((act) => (
                <TableCell key={act} align="center">
                  {row.acts.includes(act) ? (
                    <input
                      type="checkbox"
                      className={checkboxClass}
                      aria-label={`${ACT_WORDS[act]} ${row.label}`}
                      checked={ticked.has(`${row.prefix}.${act}`) || isGrantedByAll(row, act, ticked)}
                      disabled={isGrantedByAll(row, act, ticked)}
                      onChange={(event) => toggle(`${row.prefix}.${act}`, event.currentTarget.checked)}
                    />
                  ) : null}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

const isGrantedByAll = ({ prefix }: ScopeRow, act: Act, ticked: ReadonlySet<string>): boolean =>
  prefix.startsWith(`${EVERY_MODULE}.`) && ticked.has(`${EVERY_MODULE}.${act}`);
