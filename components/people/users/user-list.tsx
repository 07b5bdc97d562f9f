'use client';

import { Search, Send, UserPlus, Users } from 'lucide-react';
import Form from 'next/form';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import type { SelectOption } from '@/components/ui/select';
import type { InvitationDto } from '@/lib/people/users/invitations/list';
import type { UserDto } from '@/lib/people/users/queries';
import { DormantFilter } from './dormant-filter';
import { InvitationList } from './invitation-list';
import { type UserAct, UserActs } from './user-acts';
import { UserTable } from './user-table';

export interface UserListProps {
  users: readonly UserDto[];
  /** Id to ask the next page with. */
  next: string | null;
  isFirstPage: boolean;
  query: string;
  /** Only accounts that nobody uses. */
  dormant: boolean;
  ownId: string;
  profiles: readonly SelectOption[];
  roles: readonly SelectOption[];
  invitations: readonly InvitationDto[];
}

export function UserList({
  users,
  next,
  isFirstPage,
  query,
  dormant,
  ownId,
  profiles,
  roles,
  invitations,
}: UserListProps) {
  const [act, setAct] = useState<UserAct | null>(null);
  const pageLink = (after?: string) => addressOf({ query, dormant, ...(after && { after }) });
  return (
    <>
      <PageHeader
        title="Users"
        description="Who may sign in. A profile says what they may do, a role whose records they see."
        actions={
          <>
            <Button onClick={() => setAct({ kind: 'add' })}>
              <UserPlus aria-hidden="true" />
              Add user
            </Button>
            <Button variant="primary" onClick={() => setAct({ kind: 'invite' })}>
              <Send aria-hidden="true" />
              Invite
            </Button>
          </>
        }
      />
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <Form action="/setup/users" role="search" className="w-full max-w-xs">
          <Input
            name="q"
            type="search"
            aria-label="Find users"
            placeholder="Name or email"
            icon={<Search />}
            defaultValue={query}
          />
          {dormant ? <input type="hidden" name="show" value="dormant" /> : null}
        </Form>
        <DormantFilter allHref={addressOf({ query })} dormantHref={addressOf({ query, dormant: true })} on={dormant} />
      </div>
      <Card flush>
        {users.length === 0 ? (
          <EmptyState
            icon={<Users />}
            title={dormant && query === '' ? 'No dormant account' : 'No user found'}
            text={
              dormant && query === ''
                ? 'Everybody has signed in lately.'
                : 'Try a part of the name or the email address.'
            }
          />
        ) : (
          <UserTable users={users} ownId={ownId} onAct={setAct} />
        )}
      </Card>
      {isFirstPage && next === null ? null : (
        <Pagination
          {...(isFirstPage ? {} : { previousHref: pageLink(), previousLabel: 'First page' })}
          {...(next === null ? {} : { nextHref: pageLink(next) })}
          className="mt-3"
        />
      )}
      {invitations.length > 0 ? <InvitationList invitations={invitations} /> : null}
      <UserActs act={act} onAct={setAct} profiles={profiles} roles={roles} />
    </>
  );
}

const addressOf = ({ query, dormant = false, after }: { query: string; dormant?: boolean; after?: string }): string =>
  `/setup/users?${new URLSearchParams({ q: query, ...(dormant && { show: 'dormant' }), ...(after && { after }) })}`;
