'use client';

import { KeyRound, Smartphone } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { toast } from 'sonner';
import { NameDialog } from '@/components/people/users/name-dialog';
import { Button } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { EmptyState } from '@/components/ui/empty-state';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { FactorDto, MyFactors } from '@/lib/people/factors/queries';
import { makeCodes, remove, rename } from './actions';
import { AddFactor } from './add-factor';
import { RecoveryCodesDialog } from './recovery-codes-dialog';

/** Passkeys and authenticator apps of one's own, and the codes for the day they are lost. */
export function FactorList({ factors, recoveryCodesLeft, needed }: MyFactors) {
  const router = useRouter();
  const [naming, setNaming] = useState<FactorDto | null>(null);
  const [ending, setEnding] = useState<FactorDto | null>(null);
  return (
    <div className="flex flex-col gap-4">
      <Card
        title="Passkeys and authenticator apps"
        description={
          needed ? 'Your organisation asks you for one of them.' : 'Signing in then asks for one of them too.'
        }
        footer={<AddFactor onDone={() => router.refresh()} />}
        flush={factors.length > 0}
      >
        {factors.length === 0 ? (
          <EmptyState
            title="None yet"
            text="A password alone can be guessed or stolen. A passkey is never typed, and works on this site only."
          />
        ) : (
          <FactorTable factors={factors} onRename={setNaming} onRemove={setEnding} />
        )}
      </Card>
      {factors.length > 0 ? <RecoveryCodes left={recoveryCodesLeft} /> : null}
      {naming ? <RenameDialog factor={naming} onClose={() => setNaming(null)} /> : null}
      {ending ? (
        <ConfirmAct
          act={remove}
          input={{ id: ending.id }}
          title={`Remove “${ending.name}”?`}
          description={
            factors.length === 1
              ? 'Your password alone signs you in then, and your recovery codes serve no more.'
              : 'It signs you in no more.'
          }
          confirmLabel="Remove"
          onClose={() => setEnding(null)}
          onDone={() => {
            setEnding(null);
            toast.success('Removed');
          }}
        />
      ) : null}
    </div>
  );
}

interface FactorTableProps {
  factors: readonly FactorDto[];
  onRename: (factor: FactorDto) => void;
  onRemove: (factor: FactorDto) => void;
}

function FactorTable({ factors, onRename, onRemove }: FactorTableProps) {
  return (
    <Table label="Passkeys and authenticator apps">
      <TableHead>
        <tr>
          <TableHeader>Name</TableHeader>
          <TableHeader>Kind</TableHeader>
          <TableHeader>Added</TableHeader>
          <TableHeader>Last used</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {factors.map((factor) => (
          <TableRow key={factor.id}>
            <TableCell className="font-medium">{factor.name}</TableCell>
            <TableCell>
              <span className="inline-flex items-center gap-1.5">
                {factor.kind === 'passkey' ? (
                  <KeyRound aria-hidden="true" className="size-4" />
                ) : (
                  <Smartphone aria-hidden="true" className="size-4" />
                )}
                {factor.kind === 'passkey' ? 'Passkey' : 'Authenticator app'}
              </span>
            </TableCell>
            <TableCell>
              <Time value={factor.addedAt} />
            </TableCell>
            <TableCell>
              {factor.lastUsedAt ? <Time value={factor.lastUsedAt} format="relative" /> : 'Not yet'}
            </TableCell>
            <TableCell align="right">
              <Button size="sm" aria-label={`Rename ${factor.name}`} onClick={() => onRename(factor)}>
                Rename
              </Button>{' '}
              <Button size="sm" aria-label={`Remove ${factor.name}`} onClick={() => onRemove(factor)}>
                Remove
              </Button>
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function RenameDialog({ factor, onClose }: { factor: FactorDto; onClose: () => void }) {
  const act = useAction(rename, { onSuccess: onClose });
  return (
    <NameDialog
      title="Rename"
      initial={factor.name}
      submitLabel="Save"
      act={act}
      onSubmit={(name) => act.execute({ id: factor.id, name })}
      onClose={onClose}
    />
  );
}

function RecoveryCodes({ left }: { left: number }) {
  const [asking, setAsking] = useState(false);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  return (
    <Card
      title="Recovery codes"
      description="For the day you have lost your passkey or app. Each works once, with your password."
      footer={<Button onClick={() => setAsking(true)}>Make new codes</Button>}
    >
      <p>{left === 1 ? '1 code is left.' : `${left} codes are left.`}</p>
      {asking ? (
        <ConfirmAct
          act={makeCodes}
          input={{}}
          title="Make ten new recovery codes?"
          description="Those you have serve no more."
          confirmLabel="Make new codes"
          tone="primary"
          onClose={() => setAsking(false)}
          onDone={(made) => {
            setAsking(false);
            setCodes(made);
          }}
        />
      ) : null}
      {codes ? <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} /> : null}
    </Card>
  );
}
