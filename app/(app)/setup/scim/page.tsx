import type { Metadata } from 'next';
import { DirectoriesScreen } from '@/components/people/scim/directories-screen';
import { listProfiles, listRoles } from '@/lib/people/users/queries';
import { getDirectories } from '@/lib/people/users/scim/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Directories (SCIM)' };

export default function ScimPage() {
  return page(async (ctx) => {
    const [{ directories, groups }, profiles, roles] = await Promise.all([
      getDirectories(ctx),
      listProfiles(ctx),
      listRoles(ctx),
    ]);
    return (
      <DirectoriesScreen
        directories={directories}
        groups={groups}
        places={{
          profiles: profiles.map(({ id, name }) => ({ value: id, label: name })),
          roles: roles.map(({ id, name, depth }) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` })),
        }}
      />
    );
  });
}
