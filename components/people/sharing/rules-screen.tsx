'use client';

import { Share2 } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { ConfirmAct } from '@/components/ui/confirm-act';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { RuleDto, RulesDto } from '@/lib/people/users/sharing/list-rules';
import { removeRule } from './actions';
import { RuleDialog } from './rule-dialog';
import { RowActs, SharingFrame } from './sharing-frame';

type Act = { kind: 'change'; rule: RuleDto | null } | { kind: 'delete'; rule: RuleDto };

/** Sharing rules: which records are shared with whom beside the role tree. */
export function RulesScreen(props: RulesDto) {
  const { rules, waiting } = props;
  const [act, setAct] = useState<Act | null>(null);
  const close = () => setAct(null);
  return (
    <>
      <SharingFrame
        id="rules"
        title="Sharing rules"
        description="Where a module is private, or shared to be read, a rule lets more people see or change some of its records. What their profile lets them do with these stays as it is."
        addLabel="Add a sharing rule"
        onAdd={() => setAct({ kind: 'change', rule: null })}
        empty={{
          icon: <Share2 aria-hidden="true" />,
          title: 'There is no sharing rule',
          text: 'Whoever is not of the topmost role sees the records of a private module that are theirs or of the roles below.',
        }}
        waiting={waiting}
        table={rules.length > 0 ? <RuleTable rules={rules} onAct={(kind, rule) => setAct({ kind, rule })} /> : null}
      />
      {act?.kind === 'change' ? <RuleDialog rule={act.rule} choices={props} onClose={close} /> : null}
      {act?.kind === 'delete' ? (
        <ConfirmAct
          act={removeRule}
          input={{ id: act.rule.id }}
          title={`Delete ${act.rule.name}?`}
          description="What it shared is not seen any more from the next request on."
          confirmLabel="Delete"
          onClose={close}
          onDone={() => {
            close();
            toast.success('Deleted');
          }}
        />
      ) : null}
    </>
  );
}

const STATES: Record<RuleDto['state'], { tone: BadgeTone; label: string; says: string | null }> = {
  in_force: { tone: 'success', label: 'In force', says: null },
  open: { tone: 'neutral', label: 'Adds nothing', says: 'The module is shared with everybody as it is.' },
  suspended: {
    tone: 'warning',
    label: 'Suspended',
    says: 'Its field is protected now, is gone, or your profile hides it. It shares nothing by a protected field.',
  },
  changed: {
    tone: 'danger',
    label: 'Changed outside Careledger',
    says: 'The rule or its group was. It shares nothing: delete it, and make it anew.',
  },
};

interface RuleTableProps {
  rules: readonly RuleDto[];
  onAct: (kind: Act['kind'], rule: RuleDto) => void;
}

function RuleTable({ rules, onAct }: RuleTableProps) {
  return (
    <Table label="Sharing rules">
      <TableHead>
        <tr>
          <TableHeader>Rule</TableHeader>
          <TableHeader>Module</TableHeader>
          <TableHeader>Shares</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {rules.map((rule) => (
          <TableRow key={rule.id}>
            <TableCell className="break-words font-medium">{rule.name}</TableCell>
            <TableCell>{rule.plural}</TableCell>
            <TableCell className="min-w-56 break-words">
              {`${rule.which.slice(0, 1).toUpperCase()}${rule.which.slice(1)} with ${rule.whom}, ${rule.access === 'write' ? 'to be read and changed' : 'to be read'}`}
            </TableCell>
            <TableCell className="min-w-40">
              <Badge tone={STATES[rule.state].tone}>{STATES[rule.state].label}</Badge>
              {STATES[rule.state].says ? <p className="mt-0.5 text-subtle text-xs">{STATES[rule.state].says}</p> : null}
            </TableCell>
            <TableCell align="right">
              <RowActs name={rule.name} changed={rule.state === 'changed'} onAct={(kind) => onAct(kind, rule)} />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
