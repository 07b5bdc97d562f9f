import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { ConnectionState } from '@/lib/apps/connections/queries';

const LOOKS: Record<ConnectionState, { text: string; tone: BadgeTone }> = {
  active: { text: 'Active', tone: 'success' },
  paused: { text: 'Paused', tone: 'neutral' },
  suspended: { text: 'Suspended', tone: 'danger' },
  ended: { text: 'Ended', tone: 'neutral' },
  changed: { text: 'Changed outside Careledger', tone: 'danger' },
};

export function ConnectionBadge({ state }: { state: ConnectionState }) {
  return <Badge tone={LOOKS[state].tone}>{LOOKS[state].text}</Badge>;
}
