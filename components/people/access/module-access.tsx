import { ChevronRight } from 'lucide-react';
import { MODULE_RIGHT_WORDS } from '@/components/people/users/right-words';
import { Badge } from '@/components/ui/badge';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AccessInModule } from '@/lib/people/users/access/of-person';
import { AccessCells, AccessHeaders } from './access-cells';

/** Closed until it is looked at: a person sees many modules with many fields. */
export function ModuleAccess({ module, profile }: { module: AccessInModule; profile: string }) {
  const { plural, rights, from, sight, fields, notNamed } = module;
  const words = rights.map((right) => MODULE_RIGHT_WORDS[right]).join(', ') || 'Nothing';
  const where =
    from === 'own' ? `own rights of the profile ${profile}` : `“every other module” of the profile ${profile}`;
  return (
    <details className="group min-w-0 rounded-md border border-line bg-surface">
      <summary className="flex min-h-12 cursor-pointer flex-wrap items-center gap-x-3 gap-y-1 px-4 py-2.5 hover:bg-hover">
        <ChevronRight aria-hidden className="size-4 shrink-0 text-subtle group-open:rotate-90" />
        <h2 className="font-semibold text-base text-fg">{plural}</h2>
        <span className="text-muted text-sm">{words}</span>
        {fields.some(({ doors }) => doors.screen.why === 'hidden') ? <Badge>Hidden fields</Badge> : null}
      </summary>
      <div className="border-line border-t">
        <p className="px-4 py-2 text-muted text-sm">
          {`Rights: ${words}, by the ${where}.`} {sight ?? 'No record of this module.'}
        </p>
        {notNamed > 0 ? (
          <p className="px-4 pb-2 text-muted text-sm">
            {notNamed === 1 ? 'Your profile hides a field' : `Your profile hides ${notNamed} fields`} of this module. An
            administrator sees which.
          </p>
        ) : null}
        {sight === null ? null : (
          <Table label={`Fields of ${plural}`}>
            <TableHead>
              <tr>
                <TableHeader className="max-sm:px-2">Field</TableHeader>
                <AccessHeaders />
              </tr>
            </TableHead>
            <TableBody>
              {fields.map(({ id, label, marked, doors, change }) => (
                <TableRow key={id}>
                  <TableCell className="py-1.5 align-top max-sm:px-2">
                    <span className="font-medium">{label}</span> {marked ? <Badge tone="phi">Health data</Badge> : null}
                  </TableCell>
                  <AccessCells doors={doors} change={change} />
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </div>
    </details>
  );
}
