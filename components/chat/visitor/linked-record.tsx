'use client';

import { ExternalLink, Link2 } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { createRecord } from '@/components/chat/actions';
import { useAct } from '@/components/chat/use-act';
import { Button } from '@/components/ui/button';
import { buttonClass } from '@/components/ui/button-class';
import type { ConversationView } from '@/lib/chat/conversations/get';
import { LinkDialog } from './link-dialog';

/** The record of the CRM that the visitor is. */
export function LinkedRecord({ view, onChanged }: { view: ConversationView; onChanged: () => void }) {
  const [linking, setLinking] = useState(false);
  const creating = useAct(createRecord);
  const { id, record } = view;
  async function create(module: 'Contacts' | 'Leads') {
    await creating.run({ conversationId: id, module });
    onChanged();
  }
  return (
    <>
      {record ? (
        <Link href={`/m/${record.module}/${record.id}`} className={buttonClass('secondary', 'sm', 'self-start')}>
          <ExternalLink aria-hidden="true" />
          Open the record
        </Link>
      ) : null}
      <div className="flex flex-wrap gap-1.5">
        {record ? null : (
          <>
            <Button size="sm" pending={creating.pending} onClick={() => void create('Contacts')}>
              Create contact
            </Button>
            <Button size="sm" pending={creating.pending} onClick={() => void create('Leads')}>
              Create lead
            </Button>
          </>
        )}
        <Button variant="ghost" size="sm" onClick={() => setLinking(true)}>
          <Link2 aria-hidden="true" />
          {record ? 'Link another' : 'Link a record'}
        </Button>
      </div>
      {linking ? <LinkDialog conversationId={id} onClose={() => setLinking(false)} onLinked={onChanged} /> : null}
    </>
  );
}
