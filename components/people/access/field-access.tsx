import Link from 'next/link';
import { modulePath } from '@/components/admin/customization/paths';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { AccessOfGroup, AccessToField } from '@/lib/people/users/access/to-field';
import { AccessCells, AccessHeaders } from './access-cells';

/** Who can see and change a field, and why. */
export function FieldAccess({ access }: { access: AccessToField }) {
  const { module, field, groups } = access;
  return (
    <>
      <PageHeader
        title={`Who can see ${field.label} and why`}
        breadcrumbs={[
          { label: 'Setup', href: '/setup' },
          { label: 'Modules and fields', href: '/setup/modules' },
          { label: module.plural, href: modulePath(module.apiName) },
        ]}
        adornment={
          <>
            {field.marked ? <Badge tone="phi">Health data</Badge> : null}
            {field.sealed ? <Badge>Encrypted</Badge> : null}
          </>
        }
        description={
          module.sharing === 'private'
            ? `${module.plural} are private: whoever is not of the topmost role sees this in records of their own and of the roles below${besides(module.rules)}.`
            : `All records of ${module.plural} are shared with everybody who may view the module.`
        }
      />
      <Card flush>
        <Table label={`Who can see ${field.label}`}>
          <TableHead>
            <tr>
              <TableHeader className="max-sm:px-2">People</TableHeader>
              <AccessHeaders />
            </tr>
          </TableHead>
          <TableBody>
            {groups.map((group) => (
              <TableRow key={`${group.profile.id}-${group.rests}`}>
                <TableCell className="min-w-40 py-1.5 align-top max-sm:px-2">
                  <p className="font-medium">{group.profile.name}</p>
                  <People group={group} />
                </TableCell>
                <AccessCells doors={group.doors} change={group.change} />
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      <p className="mt-4 text-subtle text-xs">
        Connected apps are no person: what goes to them is decided for each app, whoever changed the record.
      </p>
    </>
  );
}

const besides = (rules: readonly string[]): string =>
  rules.length === 0 ? '' : `, and in those that sharing rules share with them: ${rules.join(', ')}`;

function People({ group: { people, some } }: { group: AccessOfGroup }) {
  return (
    <p className="mt-0.5 text-subtle text-xs">
      {some.map(({ id, name }, n) => (
        <span key={id}>
          {n > 0 ? ', ' : ''}
          <Link href={`/setup/users/${id}/access`} className="underline">
            {name}
          </Link>
        </span>
      ))}
      {people > some.length ? ` and ${(people - some.length).toLocaleString('en-US')} more` : ''}
    </p>
  );
}
