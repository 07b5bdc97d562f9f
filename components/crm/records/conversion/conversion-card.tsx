'use client';

import { Undo2 } from 'lucide-react';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmDialog } from '@/components/ui/confirm-dialog';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { ConversionOfRecord } from '@/lib/crm/records/conversion/of-record';
import { undo } from './actions';

export interface ConversionCardProps {
  /** Whether this is the lead, and not what it became. */
  ofLead: boolean;
  conversions: readonly ConversionOfRecord[];
  /** Whether the asker may change leads: the rest is decided when they undo it. */
  changeable: boolean;
}

/** What a lead became, or the leads that a record came of. */
export function ConversionCard({ ofLead, conversions, changeable }: ConversionCardProps) {
  return (
    <Card id="conversion" title={ofLead ? 'Converted' : 'Converted from a lead'}>
      <ul className="flex flex-col gap-3">
        {conversions.map((conversion) => (
          <li key={conversion.id} className="flex flex-col gap-2 text-sm">
            <Links conversion={conversion} ofLead={ofLead} />
            <div className="flex flex-wrap items-center justify-between gap-3">
              <span className="text-muted">
                By {conversion.by}, <Time value={conversion.at} />
              </span>
              {changeable && conversion.undoUntil ? <UndoConversion conversion={conversion} /> : null}
            </div>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Links({ conversion, ofLead }: { conversion: ConversionOfRecord; ofLead: boolean }) {
  const links = ofLead ? conversion.to : conversion.lead ? [conversion.lead] : [];
  if (links.length === 0) return <p className="text-muted">You may not see it.</p>;
  return (
    <ul className="flex flex-col gap-1">
      {links.map(({ kind, name, href }) => (
        <li key={href}>
          <span className="text-muted">{ofLead ? `Converted to ${kind.toLowerCase()} ` : 'Lead '}</span>
          <Link href={href} className="font-medium text-accent-text hover:underline">
            {name}
          </Link>
        </li>
      ))}
    </ul>
  );
}

const ASK = 'What it made goes to the recycle bin, and what moved goes back to the lead.';

/** Asks once, and once more with what would be lost where what was made has been used since. */
function UndoConversion({ conversion }: { conversion: ConversionOfRecord }) {
  const router = useRouter();
  const [asking, setAsking] = useState(false);
  const [lost, setLost] = useState<string | null>(null);
  const close = () => {
    setAsking(false);
    setLost(null);
  };
  const act = useAction(undo, {
    onSuccess: () => {
      close();
      toast.success('The conversion was undone');
      router.push(`/m/Leads/${conversion.leadId}`);
      router.refresh();
    },
    onError: ({ error }) => {
      if (error.serverError?.reason === 'CHANGED_SINCE') setLost(error.serverError.message);
      else {
        close();
        toast.error(error.serverError?.message ?? 'The conversion could not be undone.');
      }
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setAsking(true)}>
        <Undo2 aria-hidden="true" />
        Undo conversion
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={(open) => (open ? setAsking(true) : close())}
        title="Undo the conversion?"
        description={lost ?? ASK}
        confirmLabel={lost ? 'Undo it even so' : 'Undo'}
        tone={lost ? 'danger' : 'primary'}
        pending={act.isPending}
        onConfirm={() => act.execute({ leadId: conversion.leadId, conversionId: conversion.id, evenSo: lost !== null })}
      />
    </>
  );
}
