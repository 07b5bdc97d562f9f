import type { Metadata } from 'next';
import { UserList } from '@/components/people/users/user-list';
import { listInvitations } from '@/lib/people/users/invitations/list';
import { listProfiles, listRoles, listUsers } from '@/lib/people/users/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Users' };

interface UsersPageProps {
  searchParams: Promise<{ q?: string | string[]; show?: string | string[]; after?: string | string[] }>;
}

export default function UsersPage({ searchParams }: UsersPageProps) {
  return page(async (ctx) => {
    const { q, show, after } = await searchParams;
    const dormant = show === 'dormant';
    const query = typeof q === 'string' ? q : '';
    const [{ users, after: next }, profiles, roles, invitations] = await Promise.all([
      listUsers(ctx, { query, dormant, ...(typeof after === 'string' ? { after } : {}) }),
      listProfiles(ctx),
      listRoles(ctx),
      listInvitations(ctx),
    ]);
    return (
      <UserList
        users={users}
        next={next}
        query={query}
        dormant={dormant}
        isFirstPage={typeof after !== 'string'}
        ownId={ctx.actor.id}
        invitations={query === '' && !dormant && typeof after !== 'string' ? invitations : []}
        profiles={profiles.map(({ id, name }) => ({ value: id, label: name }))}
        roles={roles.map(({ id, name, depth }) => ({ value: id, label: `${'\u2003'.repeat(depth)}${name}` }))}
      />
    );
  });
}
