'use client';

import { toast } from 'sonner';
import { Badge, type BadgeTone } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';
import type { SelectOption } from '@/components/ui/select';
import { Time } from '@/components/ui/time';
import { useAction } from '@/components/ui/use-action';
import type { DirectoryDto } from '@/lib/people/users/scim/queries';
import { applyRulesNow } from './actions';
import type { Places } from './rules-fields';

export interface DirectoryCardProps {
  directory: DirectoryDto;
  places: Places;
  onAct: (kind: 'change' | 'end') => void;
}

const LOOKS: Record<DirectoryDto['state'], { tone: BadgeTone; label: string; says: string | null }> = {
  active: { tone: 'success', label: 'Connected', says: null },
  maker_left: {
    tone: 'warning',
    label: 'Its maker has left',
    says: 'It works, but whoever made its token was deactivated and may still have it. Change it: it gets a new token.',
  },
  expired: {
    tone: 'warning',
    label: 'Expired',
    says: 'Its token has expired. End it, and connect the directory anew.',
  },
  changed: {
    tone: 'danger',
    label: 'Changed outside Careledger',
    says: 'It was changed outside Careledger and opens nothing. End it, and connect the directory anew.',
  },
};

const labelOf = (options: readonly SelectOption[], id: string): string =>
  options.find(({ value }) => value === id)?.label.trim() ?? 'Deleted';

export function DirectoryCard({ directory, places, onAct }: DirectoryCardProps) {
  const { name, state, rules } = directory;
  const { tone, label, says } = LOOKS[state];
  const place = ({ profileId, roleId }: { profileId: string; roleId: string }) =>
    `${labelOf(places.profiles, profileId)}, ${labelOf(places.roles, roleId)}`;
  return (
    <Card
      id={`directory-${directory.id}`}
      title={name}
      actions={<Badge tone={tone}>{label}</Badge>}
      footer={
        <>
          {state === 'changed' || state === 'expired' ? null : <Button onClick={() => onAct('change')}>Change</Button>}
          <Button variant="danger" onClick={() => onAct('end')}>
            End
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {says ? <Callout tone="warning">{says}</Callout> : null}
        <Misplaced directory={directory} />
        <DescriptionList
          columns={2}
          items={[
            { term: 'Made by', value: directory.madeBy },
            { term: 'Last used', value: directory.lastUsedAt ? <Time value={directory.lastUsedAt} /> : 'Never' },
            { term: 'Expires', value: directory.expiresAt ? <Time value={directory.expiresAt} /> : 'Never' },
            { term: 'New people', value: place(rules) },
            ...rules.rules.map((rule) => ({ term: `In ${rule.group}`, value: place(rule) })),
          ]}
        />
      </div>
    </Card>
  );
}

function Misplaced({ directory: { id, misplaced } }: { directory: DirectoryDto }) {
  const apply = useAction(applyRulesNow, {
    onSuccess: ({ data }) => toast.success(`${data} ${data === 1 ? 'person' : 'people'} changed`),
    onError: ({ error }) => toast.error(error.serverError?.message ?? 'That did not work.'),
  });
  if (misplaced.count === 0) return null;
  const more = misplaced.count - misplaced.names.length;
  return (
    <Callout tone="info" title={`${misplaced.count} have another profile or role than their groups say`}>
      <p>
        {misplaced.names.join(', ')}
        {more > 0 ? ` and ${more} more` : ''}. New rules are in force when the directory next says who is in a group.
      </p>
      <Button className="mt-2" pending={apply.isPending} onClick={() => apply.execute({ id })}>
        Give them what their groups say
      </Button>
    </Callout>
  );
}
