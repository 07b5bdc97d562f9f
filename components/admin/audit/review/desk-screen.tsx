'use client';

import { ClipboardCheck } from 'lucide-react';
import Link from 'next/link';
import { useCallback, useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { Card } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { EmptyState } from '@/components/ui/empty-state';
import { Kbd } from '@/components/ui/kbd';
import { PageHeader } from '@/components/ui/page-header';
import { Pagination } from '@/components/ui/pagination';
import { Time } from '@/components/ui/time';
import type { Desk, DeskItem as Item } from '@/lib/admin/audit/review/view';
import type { Id } from '@/lib/platform/ids';
import { AuditTabs } from '../audit-tabs';
import { DeskFilters } from './desk-filters';
import { DeskItem } from './desk-item';
import { SignOffDialog } from './sign-off-dialog';
import { useDeskAddress } from './use-desk-address';
import { useDeskKeys } from './use-desk-keys';

const without = (set: ReadonlySet<Id>, id: Id): ReadonlySet<Id> => new Set([...set].filter((one) => one !== id));
const toggled = (set: ReadonlySet<Id>, id: Id): ReadonlySet<Id> =>
  set.has(id) ? without(set, id) : new Set([...set, id]);

/** The review desk (45 CFR 164.308(a)(1)(ii)(D)). Its state is in the address: names of rules and ids. */
export function DeskScreen({ desk, mayChangeRules }: { desk: Desk; mayChangeRules: boolean }) {
  const { pending, params, change } = useDeskAddress();
  const [chosen, setChosen] = useState<ReadonlySet<Id>>(new Set());
  const [open, setOpen] = useState<ReadonlySet<Id>>(new Set());
  const [signing, setSigning] = useState<readonly Item[] | null>(null);
  const { items } = desk;
  const here = items.filter(({ id }) => chosen.has(id));
  const ids = useMemo(() => items.map(({ id }) => id), [items]);
  const choose = useCallback((id: Id) => setChosen((before) => toggled(before, id)), []);
  useDeskKeys(ids, choose);

  return (
    <>
      <PageHeader
        title="Review"
        description="Entries of the audit log that are worth a look, by rules that say why. Your own acts are shown to others only."
        actions={
          <>
            {mayChangeRules ? (
              <Link href="/setup/review" className={buttonClass()}>
                Rules
              </Link>
            ) : null}
            <Link href="/audit/review/report" className={buttonClass()}>
              Monthly report
            </Link>
          </>
        }
      />
      <AuditTabs mayReview />
      <DeskFilters params={params} people={desk.people} onChange={change} />
      <div aria-busy={pending} className={cn('flex flex-col gap-3', pending && 'opacity-60')}>
        <Summary desk={desk} />
        <Card flush>
          {items.length === 0 ? (
            <Nothing isNewest={params.after === null} isFiltered={params.rule !== null || params.person !== null} />
          ) : (
            <>
              <Chosen count={here.length} onSignOff={() => setSigning(here)} />
              <ul aria-label="Worth a look">
                {items.map((item) => (
                  <DeskItem
                    key={item.id}
                    item={item}
                    isChosen={chosen.has(item.id)}
                    isOpen={open.has(item.id)}
                    onChoose={() => choose(item.id)}
                    onToggle={() => setOpen(toggled(open, item.id))}
                    onSignOff={() => setSigning([item])}
                  />
                ))}
              </ul>
            </>
          )}
          {items.length > 0 || params.after !== null ? (
            <Pagination
              className="border-line border-t px-4 py-2"
              summary={`${items.length} on this page, what is worth the most first`}
              pending={pending}
              previousLabel="First page"
              onPrevious={params.after === null ? undefined : () => change({})}
              onNext={desk.after === null ? undefined : () => change({ after: desk.after })}
            />
          ) : null}
        </Card>
      </div>
      {signing ? (
        <SignOffDialog
          items={signing}
          onClose={() => setSigning(null)}
          onDone={() => {
            setSigning(null);
            setChosen(new Set());
          }}
        />
      ) : null}
    </>
  );
}

function Chosen({ count, onSignOff }: { count: number; onSignOff: () => void }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-3 border-line border-b px-4 py-1.5">
      <span className="text-muted text-xs" aria-live="polite">
        {count === 0 ? 'Choose several to sign them off at once.' : `${count} chosen`}
      </span>
      {count > 0 ? (
        <Button size="sm" variant="primary" onClick={onSignOff}>
          Sign off {count}
        </Button>
      ) : null}
      <span className="ml-auto hidden items-center gap-1 text-subtle text-xs sm:flex">
        <Kbd>j</Kbd> <Kbd>k</Kbd> next, previous <Kbd>x</Kbd> choose <Kbd>Enter</Kbd> details
      </span>
    </div>
  );
}

function Summary({ desk: { open, overdue, lookedAt } }: { desk: Desk }) {
  return (
    <p className="text-muted text-sm">
      {open === 0 ? 'Nothing waits' : `${open === 1000 ? '1,000 or more' : open} open`}
      {overdue > 0 ? `, ${overdue} of them overdue` : null}
      {'. '}
      {lookedAt === null ? (
        'The audit log was not looked through yet: this is done every minute.'
      ) : (
        <>
          Last looked at <Time value={lookedAt} />.
        </>
      )}
    </p>
  );
}

function Nothing({ isNewest, isFiltered }: { isNewest: boolean; isFiltered: boolean }) {
  return (
    <EmptyState
      icon={<ClipboardCheck />}
      title={isNewest ? 'Nothing to look at' : 'There is nothing further'}
      text={
        isFiltered
          ? 'Nothing matches these filters.'
          : 'What the rules find in the audit log stands here until somebody has looked at it.'
      }
    />
  );
}
