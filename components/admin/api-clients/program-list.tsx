'use client';

import { Bot } from 'lucide-react';
import { useState } from 'react';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { PageHeader } from '@/components/ui/page-header';
import type { MyClientDto } from '@/lib/admin/api-clients/my-clients';
import { ProgramCard } from './program-card';
import { type Shown, ShownOnce } from './shown-once';

export function ProgramList({ programs }: { programs: readonly MyClientDto[] }) {
  const [shown, setShown] = useState<Shown | null>(null);
  return (
    <>
      <PageHeader
        title="Programs that act for me"
        breadcrumbs={[{ label: 'Personal settings', href: '/account' }]}
        description="Each of these API clients sees and does what you may, within its scopes. One that somebody else made or changed works only when you have accepted it."
      />
      <div className="flex flex-col gap-4">
        {programs.length === 0 ? (
          <Card>
            <EmptyState
              icon={<Bot aria-hidden="true" />}
              title="No program acts for you"
              text="When an administrator makes an API client that would, you are told, and decide here."
            />
          </Card>
        ) : (
          programs.map((program) => <ProgramCard key={program.id} program={program} onShow={setShown} />)
        )}
      </div>
      {shown ? <ShownOnce {...shown} onClose={() => setShown(null)} /> : null}
    </>
  );
}
