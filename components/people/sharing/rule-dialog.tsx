'use client';

import { type FormEvent, useState } from 'react';
import { toast } from 'sonner';
import { ActionError } from '@/components/ui/action-error';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogContent, DialogFooter } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { RadioGroup } from '@/components/ui/radio-group';
import { useAction } from '@/components/ui/use-action';
import type { RuleDto, RulesDto } from '@/lib/people/users/sharing/list-rules';
import { addRule, changeRule } from './actions';
import { draftOf, sharesOf } from './rule-draft';
import { RuleFields } from './rule-fields';
import { RulePreview } from './rule-preview';

export interface RuleDialogProps {
  /** Null adds one. */
  rule: RuleDto | null;
  choices: RulesDto;
  onClose: () => void;
}

const ACCESS = [
  { value: 'read', label: 'Read only' },
  {
    value: 'write',
    label: 'Read and change',
    description: 'As far as their profile lets them change and delete records.',
  },
];

/** Which records are shared, with whom, and what these may do. */
export function RuleDialog({ rule, choices, onClose }: RuleDialogProps) {
  const [draft, setDraft] = useState(() => draftOf(rule, choices.modules[0]?.apiName ?? ''));
  const [access, setAccess] = useState<RuleDto['access']>(rule?.access ?? 'read');
  const onSuccess = ({ data }: { data: { waits: boolean } }) => {
    onClose();
    toast.success(data.waits ? 'Waits for a second person. Until then nothing more is shared.' : 'Saved');
  };
  const add = useAction(addRule, { onSuccess });
  const change = useAction(changeRule, { onSuccess });
  const act = rule ? change : add;
  const errors = act.result.serverError?.fields ?? {};

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get('name') ?? '');
    const given = { name, access, ...sharesOf(draft) };
    if (rule) change.execute({ ...given, id: rule.id });
    else add.execute(given);
  }

  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        size="lg"
        title={rule ? `Change ${rule.name}` : 'Add a sharing rule'}
        description="It adds to what the role tree lets people see, and takes nothing away."
      >
        <form method="post" onSubmit={submit} noValidate className="contents">
          <DialogBody className="flex flex-col gap-4">
            <ActionError of={act} shown={Object.keys(errors)} />
            <Field label="Name" required error={errors.name}>
              <Input name="name" defaultValue={rule?.name} autoComplete="off" />
            </Field>
            <RuleFields draft={draft} choices={choices} errors={errors} onChange={setDraft} />
            <RadioGroup
              legend="They may"
              options={ACCESS}
              value={access}
              onValueChange={(value) => setAccess(value === 'write' ? 'write' : 'read')}
            />
            <RulePreview draft={draft} />
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>Cancel</Button>
            <Button type="submit" variant="primary" pending={act.isPending}>
              {rule ? 'Save' : 'Add'}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}
