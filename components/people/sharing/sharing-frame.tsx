import type { ReactNode } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import { WaitingChanges } from './waiting-changes';

interface SharingFrameProps {
  /** The card's id, which links lead to. */
  id: string;
  title: string;
  description: string;
  addLabel: string;
  onAdd: () => void;
  empty: { icon: ReactNode; title: string; text: string };
  waiting: Parameters<typeof WaitingChanges>[0]['waiting'];
  /** The table, or nothing where there are no rows yet. */
  table: ReactNode;
}

/** What groups and sharing rules have in common: a head with its button, what waits for a second person, and a table. */
export function SharingFrame({ id, title, description, addLabel, onAdd, empty, waiting, table }: SharingFrameProps) {
  const add = (
    <Button variant="primary" onClick={onAdd}>
      {addLabel}
    </Button>
  );
  return (
    <>
      <PageHeader
        title={title}
        breadcrumbs={[{ label: 'Setup', href: '/setup' }]}
        description={description}
        actions={table ? add : null}
      />
      <div className="flex flex-col gap-4">
        <WaitingChanges waiting={waiting} />
        {table ? (
          <Card id={id} flush>
            {table}
          </Card>
        ) : (
          <EmptyState {...empty} action={add} />
        )}
      </div>
    </>
  );
}

interface RowActsProps {
  name: string;
  /** Whether it was changed by SQL: then it can only be deleted. */
  changed: boolean;
  onAct: (kind: 'change' | 'delete') => void;
}

/** *Change* and *Delete* of one row. */
export function RowActs({ name, changed, onAct }: RowActsProps) {
  return (
    <span className="flex justify-end gap-2">
      {changed ? null : (
        <Button size="sm" aria-label={`Change ${name}`} onClick={() => onAct('change')}>
          Change
        </Button>
      )}
      <Button size="sm" aria-label={`Delete ${name}`} onClick={() => onAct('delete')}>
        Delete
      </Button>
    </span>
  );
}
