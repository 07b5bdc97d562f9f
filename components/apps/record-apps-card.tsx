'use client';

import { useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Time } from '@/components/ui/time';
import type { AppOfRecord } from '@/lib/apps/of-record';
import { SimulationDialog } from './simulation-dialog';

export interface RecordAppsCardProps {
  reference: { module: string; recordId: string };
  apps: readonly AppOfRecord[];
}

/** Which apps have the record, and what each would receive of it now. */
export function RecordAppsCard({ reference, apps }: RecordAppsCardProps) {
  const [asked, setAsked] = useState<AppOfRecord | null>(null);
  if (apps.length === 0) return null;
  return (
    <Card title="Connected apps" flush>
      <ul className="divide-y divide-line">
        {apps.map((app) => (
          <li key={app.connectionId} className="flex flex-wrap items-center justify-between gap-2 px-4 py-2.5">
            <div className="min-w-0">
              <p className="truncate font-medium text-fg text-sm">{app.name}</p>
              <p className="text-subtle text-xs">
                <State of={app} />
              </p>
            </div>
            <Button size="sm" aria-label={`What would ${app.name} receive?`} onClick={() => setAsked(app)}>
              What would it receive?
            </Button>
          </li>
        ))}
      </ul>
      {asked ? <SimulationDialog reference={reference} app={asked} onClose={() => setAsked(null)} /> : null}
    </Card>
  );
}

function State({ of: { sentAt, restrictedAt, removed } }: { of: AppOfRecord }) {
  if (!sentAt) return 'It was never sent.';
  if (removed) return 'It had the record, and was asked to remove it.';
  return (
    <>
      Sent <Time value={sentAt} />
      {restrictedAt ? (
        <>
          {' '}
          <Badge tone="warning">Has what it may not have any more</Badge>
        </>
      ) : null}
    </>
  );
}
