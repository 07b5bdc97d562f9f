'use client';

import { Plus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { AppDto } from '@/lib/apps/connections/mappable';
import { ConnectDialog } from './connect-dialog';

const KINDS = [
  {
    kind: 'zoho_app',
    title: 'Zoho apps',
    description: 'What they get of marked fields is decided by “Restrict data transfer to Zoho apps”.',
  },
  {
    kind: 'third_party',
    title: 'Third party apps',
    description: 'What they get of marked fields is decided by “Restrict data transfer to third party apps”.',
  },
] as const;

/** What can be connected, of both kinds. */
export function AppGallery({ apps }: { apps: readonly AppDto[] }) {
  const [chosen, setChosen] = useState<AppDto | null>(null);
  return (
    <>
      {KINDS.map(({ kind, title, description }) => (
        <Card key={kind} title={title} description={description}>
          <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
            {apps
              .filter((app) => app.kind === kind)
              .map((app) => (
                <li key={app.key} className="flex flex-col gap-2 rounded-lg border border-line p-3">
                  <h3 className="font-medium text-fg text-sm">{app.label}</h3>
                  <p className="grow text-muted text-xs">{app.about}</p>
                  <div>
                    <Button size="sm" aria-label={`Connect ${app.label}`} onClick={() => setChosen(app)}>
                      <Plus aria-hidden="true" />
                      Connect
                    </Button>
                  </div>
                </li>
              ))}
          </ul>
        </Card>
      ))}
      {chosen ? <ConnectDialog app={chosen} onClose={() => setChosen(null)} /> : null}
    </>
  );
}
