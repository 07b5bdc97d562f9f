'use client';

import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Card } from '@/components/ui/card';
import { Select } from '@/components/ui/select';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { useAction } from '@/components/ui/use-action';
import { SHARING } from '@/lib/admin/settings/schemas';
import type { ModuleSharing } from '@/lib/admin/settings/sharing';
import { share } from './role-actions';

const OPTIONS = Object.entries(SHARING).map(([value, label]) => ({ value, label }));

/** Who sees and changes the records of a module besides their owner and the roles above. Each choice is saved at once. */
export function SharingTable({ modules }: { modules: readonly ModuleSharing[] }) {
  const change = useAction(share, { onSuccess: () => toast.success('Sharing saved') });
  return (
    <Card
      id="sharing"
      title="Sharing"
      description="Private: the owner and the roles above. Public read: all who may view the module. Public read/write: they may also change."
      flush
    >
      <div className="p-4 empty:hidden">
        <ActionError of={change} />
      </div>
      <Table label="Sharing by module">
        <TableHead>
          <tr>
            <TableHeader>Module</TableHeader>
            <TableHeader>Records are</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {modules.map(({ module, plural, sharing }) => (
            <TableRow key={module}>
              <TableCell className="font-medium">{plural}</TableCell>
              <TableCell className="w-56">
                <Select
                  aria-label={`Sharing of ${plural}`}
                  value={sharing}
                  disabled={change.isPending}
                  options={OPTIONS}
                  onChange={(event) =>
                    change.execute({ module, sharing: event.currentTarget.value as ModuleSharing['sharing'] })
                  }
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
