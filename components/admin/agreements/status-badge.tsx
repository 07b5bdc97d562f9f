import { Badge } from '@/components/ui/badge';
import type { AgreementStatus } from '@/lib/admin/agreements/status';
import { STATUS } from './words';

export function StatusBadge({ status }: { status: AgreementStatus }) {
  const { tone, label } = STATUS[status];
  return <Badge tone={tone}>{label}</Badge>;
}
