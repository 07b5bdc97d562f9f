'use client';

import { LogIn, Search } from 'lucide-react';
import Form from 'next/form';
import { useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { Input } from '@/components/ui/input';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { useAction } from '@/components/ui/use-action';
import type { CurrentSessionDto } from '@/lib/people/users/current-sessions';
import { CurrentSessionTable } from './current-session-table';
import { endSession, endSessions } from './user-actions';

export interface CurrentSessionsProps {
  sessions: readonly CurrentSessionDto[];
  /** To ask the next page with. */
  next: string | null;
  isFirstPage: boolean;
  query: string;
}

/** Who is signed in, and from where; one ends a session, or all of a person. */
export function CurrentSessions({ sessions, next, isFirstPage, query }: CurrentSessionsProps) {
  const [allOf, setAllOf] = useState<CurrentSessionDto | null>(null);
  const end = useAction(endSession, { onSuccess: () => toast.success('Session ended') });
  const pageLink = (after?: string) =>
    `/setup/sessions?${new URLSearchParams({ q: query, ...(after ? { after } : {}) })}`;
  return (
    <>
      <PageHeader
        title="Current sessions"
        description="Who is signed in now. A session that is ended is out at its next request."
      />
      <Form action="/setup/sessions" role="search" className="mb-3 max-w-xs">
        <Input
          name="q"
          type="search"
          aria-label="Find sessions"
          placeholder="Name or email"
          icon={<Search />}
          defaultValue={query}
        />
      </Form>
      <div className="flex flex-col gap-3">
        <ActionError of={end} />
        <Card flush>
          {sessions.length === 0 ? (
            <EmptyState icon={<LogIn />} title="No session found" text="Nobody of that name is signed in now." />
          ) : (
            <CurrentSessionTable
              sessions={sessions}
              ending={end.isPending ? (end.input?.id ?? null) : null}
              onEnd={({ id }) => end.execute({ id })}
              onEndAll={setAllOf}
            />
          )}
        </Card>
      </div>
      {isFirstPage && next === null ? null : (
        <Pagination
          {...(isFirstPage ? {} : { previousHref: pageLink(), previousLabel: 'First page' })}
          {...(next === null ? {} : { nextHref: pageLink(next) })}
          className="mt-3"
        />
      )}
      {allOf ? (
        <ConfirmAct
          act={endSessions}
          input={{ id: allOf.personId }}
          title={`End all sessions of ${allOf.person}?`}
          description="They are signed out everywhere at their next click. What they have not saved is lost."
          confirmLabel="End all sessions"
          onClose={() => setAllOf(null)}
          onDone={(ended) => {
            setAllOf(null);
            toast.success(ended === 1 ? '1 session ended' : `${ended} sessions ended`);
          }}
        />
      ) : null}
    </>
  );
}
