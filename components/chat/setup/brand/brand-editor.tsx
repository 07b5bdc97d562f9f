'use client';

import { Code, Trash2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import { PageHeader } from '@/components/ui/page-header';
import type { Brand } from '@/lib/chat/setup/brands';
import type { Department } from '@/lib/chat/setup/departments';
import type { UnknownCall } from '@/lib/chat/setup/unknown-calls';
import { Removal } from '../removal';
import { HoursCard } from './hours-card';
import { LookCard } from './look-card';
import { snippetPath } from './paths';
import { PreChatCard } from './pre-chat-card';
import { PreviewCard } from './preview-card';
import { SitesCard } from './sites-card';
import { UnknownCallsCard } from './unknown-calls-card';
import { useBrandDraft } from './use-brand-draft';
import { WordsCard } from './words-card';

export interface BrandEditorProps {
  brand: Brand;
  departments: readonly Department[];
  unknownCalls: readonly UnknownCall[];
  /** IANA names. */
  timeZones: readonly string[];
}

/** Everything of a brand, and beside it the widget as visitors will see it. */
export function BrandEditor({ brand, departments, unknownCalls, timeZones }: BrandEditorProps) {
  const router = useRouter();
  const [removing, setRemoving] = useState(false);
  const { draft, unsaved, act, errors, setName, change, save } = useBrandDraft(brand);
  const { settings } = draft;
  const part = { settings, change, errors };
  function submit(event: FormEvent) {
    event.preventDefault();
    void save();
  }
  return (
    <>
      <PageHeader
        title={brand.name}
        breadcrumbs={[{ label: 'Live chat', href: '/setup/chat' }]}
        description="In force when a widget is next opened."
        actions={
          <>
            <Link href={snippetPath(brand.id)} className={buttonClass()}>
              <Code aria-hidden="true" />
              Snippet
            </Link>
            <Button variant="danger" onClick={() => setRemoving(true)}>
              <Trash2 aria-hidden="true" />
              Remove
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_21rem]">
        <form method="post" onSubmit={submit} noValidate className="flex min-w-0 flex-col gap-4">
          <LookCard {...part} name={draft.name} onName={setName} />
          <WordsCard {...part} />
          <PreChatCard {...part} />
          <SitesCard {...part} departments={departments} />
          <HoursCard {...part} timeZones={timeZones} />
          <div className="sticky bottom-0 flex flex-col gap-2 border-line border-t bg-canvas py-3">
            <ActionError of={act} />
            <div className="flex items-center justify-end gap-3">
              <p role="status" className="text-muted text-sm">
                {unsaved ? 'Not saved yet' : ''}
              </p>
              <Button type="submit" variant="primary" pending={act.isPending}>
                Save brand
              </Button>
            </div>
          </div>
        </form>
        <PreviewCard name={draft.name} settings={settings} className="lg:sticky lg:top-4" />
        <UnknownCallsCard brandId={brand.id} calls={unknownCalls} />
      </div>
      {removing ? (
        <Removal
          kind="brand"
          id={brand.id}
          title={`Remove ${brand.name}?`}
          description="Its widget disappears from the sites where its snippet stands. Conversations that came by it stay."
          confirmText={brand.name}
          onClose={() => setRemoving(false)}
          onDone={() => router.push('/setup/chat')}
        />
      ) : null}
    </>
  );
}
