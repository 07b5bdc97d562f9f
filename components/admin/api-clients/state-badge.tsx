import { Badge, type BadgeProps } from '@/components/ui/badge';
import type { ApiClientDto } from '@/lib/admin/api-clients/queries';

const LOOKS: Record<ApiClientDto['state'], { tone: NonNullable<BadgeProps['tone']>; label: string }> = {
  active: { tone: 'success', label: 'Active' },
  waiting: { tone: 'warning', label: 'Waits for its owner' },
  expired: { tone: 'warning', label: 'Expired' },
  owner_deactivated: { tone: 'warning', label: 'Owner deactivated' },
  revoked: { tone: 'neutral', label: 'Revoked' },
};

export function StateBadge({ state }: Pick<ApiClientDto, 'state'>) {
  const { tone, label } = LOOKS[state];
  return <Badge tone={tone}>{label}</Badge>;
}
