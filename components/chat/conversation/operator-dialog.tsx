'use client';

import { type FormEvent, useEffect, useState } from 'react';
import { listOperators } from '@/components/chat/actions';
import type { Problem } from '@/components/chat/answers';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { RadioGroup } from '@/components/ui/radio-group';
import { Skeleton } from '@/components/ui/skeleton';
import type { ChatOperator } from '@/lib/chat/operators/list';
import type { Id } from '@/lib/platform/ids';

export interface OperatorDialogProps {
  title: string;
  description: string;
  confirmLabel: string;
  /** Those who are in it already. */
  without: readonly Id[];
  pending: boolean;
  problem: Problem | null;
  onChoose: (userId: Id) => void;
  onClose: () => void;
}

/** Chooses one of those who may answer, those who are there first. */
export function OperatorDialog(props: OperatorDialogProps) {
  const { title, description, confirmLabel, without, pending, problem, onChoose, onClose } = props;
  const [operators, setOperators] = useState<readonly ChatOperator[] | 'failed' | null>(null);
  const [chosen, setChosen] = useState('');
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    let gone = false;
    listOperators({}).then(
      (all) => !gone && setOperators(all),
      () => !gone && setOperators('failed'),
    );
    return () => {
      gone = true;
    };
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    if (chosen === '') return setMissing(true);
    if (!pending) onChoose(chosen);
  }
  const others = Array.isArray(operators) ? operators.filter(({ id }) => !without.includes(id)) : [];
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent title={title} description={description} size="sm">
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-3">
            {problem ? (
              <Callout tone="danger" role="alert">
                {problem.message}
              </Callout>
            ) : null}
            {operators === null ? (
              <div role="status" className="flex flex-col gap-3">
                <span className="sr-only">Loading</span>
                <Skeleton />
                <Skeleton />
              </div>
            ) : null}
            {operators === 'failed' ? (
              <Callout tone="danger" role="alert">
                The list of operators could not be loaded. Close this and try again.
              </Callout>
            ) : null}
            {Array.isArray(operators) && others.length === 0 ? (
              <p className="text-muted text-sm">Nobody else may answer conversations.</p>
            ) : null}
            {others.length > 0 ? (
              <RadioGroup
                legend="Operator"
                hideLegend
                value={chosen}
                onValueChange={(value) => {
                  setChosen(value);
                  setMissing(false);
                }}
                error={missing ? 'Choose an operator.' : undefined}
                options={others.map((one) => ({ value: one.id, label: one.name, description: stateOf(one) }))}
              />
            ) : null}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={pending} disabled={others.length === 0}>
              {confirmLabel}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

const stateOf = ({ available, load, maxConversations }: ChatOperator): string =>
  `${available ? 'Available' : 'Away'} · ${load} of ${maxConversations} conversations`;
