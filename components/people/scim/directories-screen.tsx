'use client';

import { Network } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { ShownOnce } from '@/components/admin/api-clients/shown-once';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { DirectoriesDto, DirectoryDto, DirectoryGroupDto } from '@/lib/people/users/scim/queries';
import { endDirectory } from './actions';
import { DirectoryCard } from './directory-card';
import { DirectoryDialog } from './directory-dialog';
import type { Places } from './rules-fields';

export interface DirectoriesScreenProps extends DirectoriesDto {
  places: Places;
}

type Act =
  | { kind: 'change'; directory: DirectoryDto | null }
  | { kind: 'end'; directory: DirectoryDto }
  | { kind: 'shown'; name: string; token: string };

/** Directories that provision people: their tokens, what they give to whom, and the groups they told of. */
export function DirectoriesScreen({ directories, groups, places }: DirectoriesScreenProps) {
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  const connect = (
    <Button variant="primary" onClick={() => setAct({ kind: 'change', directory: null })}>
      Connect a directory
    </Button>
  );
  return (
    <>
      <PageHeader
        title="Directories (SCIM)"
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description="A directory adds people, changes them and lets them go: whoever leaves there is out here at once."
        actions={directories.length > 0 ? connect : null}
      />
      <div className="flex flex-col gap-4">
        {directories.length === 0 ? (
          <EmptyState
            icon={<Network aria-hidden="true" />}
            title="No directory is connected"
            text="Entra ID, Okta and others keep people here in step by SCIM 2.0, at the address /scim/v2."
            action={connect}
          />
        ) : null}
        {directories.map((directory) => (
          <DirectoryCard
            key={directory.id}
            directory={directory}
            places={places}
            onAct={(kind) => setAct({ kind, directory })}
          />
        ))}
        {groups.length > 0 ? <Groups groups={groups} /> : null}
      </div>
      {act?.kind === 'change' ? (
        <DirectoryDialog
          directory={act.directory}
          places={places}
          onClose={close}
          onSaved={(name, token) => {
            if (token !== null) return setAct({ kind: 'shown', name, token });
            close();
            toast.success('Saved');
          }}
        />
      ) : null}
      {act?.kind === 'end' ? (
        <ConfirmAct
          act={endDirectory}
          input={{ id: act.directory.id }}
          title={`End ${act.directory.name}?`}
          description="Its next call is refused, and so is every one after. People and groups stay as they are."
          confirmLabel="End"
          onClose={close}
          onDone={() => {
            close();
            toast.success('Ended');
          }}
        />
      ) : null}
      {act?.kind === 'shown' ? (
        <ShownOnce
          title="Token"
          description={`${act.name} sends it with each call, as a bearer token.`}
          warning="Shown only now. Give it to the directory, and keep it nowhere else."
          secrets={[{ label: 'Token', value: act.token }]}
          onClose={close}
        />
      ) : null}
    </>
  );
}

function Groups({ groups }: { groups: readonly DirectoryGroupDto[] }) {
  return (
    <Card
      id="groups"
      title="Groups"
      description="As directories told of them. Without a rule a group does nothing."
      flush
    >
      <Table label="Groups">
        <TableHead>
          <tr>
            <TableHeader>Group</TableHeader>
            <TableHeader align="right">Members</TableHeader>
            <TableHeader>What it does</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {groups.map(({ id, name, members, ruledBy, changed }) => (
            <TableRow key={id}>
              <TableCell className="break-words font-medium">{name}</TableCell>
              <TableCell align="right">{members.toLocaleString('en-US')}</TableCell>
              <TableCell>
                {changed ? (
                  <Badge tone="danger">Changed outside Careledger: nothing</Badge>
                ) : ruledBy.length > 0 ? (
                  `Rule of ${ruledBy.join(', ')}`
                ) : (
                  'Nothing: there is no rule for it'
                )}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </Card>
  );
}
