'use client';

import { Copy, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { PageHeader } from '@/components/ui/page-header';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { ProfileDto } from '@/lib/people/users/queries';
import { CopyProfileDialog } from './copy-profile-dialog';
import { removeProfile } from './profile-actions';

export type ListedProfile = Omit<ProfileDto, 'rights'>;

export function ProfileList({ profiles }: { profiles: readonly ListedProfile[] }) {
  const [copying, setCopying] = useState<ListedProfile | null>(null);
  const [deleting, setDeleting] = useState<ListedProfile | null>(null);
  return (
    <>
      <PageHeader
        title="Profiles"
        description="What people may do. The three standard profiles stay as they are; copy one to make your own."
      />
      <Card flush>
        <Table label="Profiles">
          <TableHead>
            <tr>
              <TableHeader>Name</TableHeader>
              <TableHeader>Kind</TableHeader>
              <TableHeader align="right">Users</TableHeader>
              <TableHeader>
                <span className="sr-only">Actions</span>
              </TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {profiles.map((profile) => (
              <TableRow key={profile.id}>
                <TableCell>
                  <Link
                    href={`/setup/profiles/${profile.id}`}
                    className="font-medium text-accent-text underline-offset-2 hover:underline"
                  >
                    {profile.name}
                  </Link>
                </TableCell>
                <TableCell>
                  <Badge tone={profile.standard ? 'accent' : 'neutral'}>{profile.standard ? 'Standard' : 'Own'}</Badge>
                </TableCell>
                <TableCell align="right" className="tabular-nums">
                  {profile.users}
                </TableCell>
                <TableCell align="right">
                  <div className="flex justify-end gap-1">
                    <Button size="sm" aria-label={`Copy ${profile.name}`} onClick={() => setCopying(profile)}>
                      <Copy aria-hidden="true" />
                      Copy
                    </Button>
                    {profile.standard ? null : (
                      <Button size="sm" aria-label={`Delete ${profile.name}`} onClick={() => setDeleting(profile)}>
                        <Trash2 aria-hidden="true" />
                        Delete
                      </Button>
                    )}
                  </div>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Card>
      {copying ? <CopyProfileDialog source={copying} onClose={() => setCopying(null)} /> : null}
      {deleting ? (
        <ConfirmAct
          act={removeProfile}
          input={{ id: deleting.id }}
          title={`Delete ${deleting.name}?`}
          description="This cannot be undone. A profile that users have is not deleted."
          confirmLabel="Delete"
          onClose={() => setDeleting(null)}
          onDone={() => {
            setDeleting(null);
            toast.success('Profile deleted');
          }}
        />
      ) : null}
    </>
  );
}
