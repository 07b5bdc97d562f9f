import { Badge, type BadgeTone } from '@/components/ui/badge';
import type { ModuleFlow } from '@/lib/apps/connections/queries';

type Transfer = ModuleFlow['transfer'];

const LOOKS: Record<Transfer, { text: string; tone: BadgeTone }> = {
  whole: { text: 'Sent whole', tone: 'neutral' },
  without: { text: 'Sent without marked fields', tone: 'phi' },
  not_sent: { text: 'Not sent', tone: 'warning' },
};

/** What becomes of the records of a module at a connection, as things are. */
export function TransferBadge({ transfer }: { transfer: Transfer }) {
  return <Badge tone={LOOKS[transfer].tone}>{LOOKS[transfer].text}</Badge>;
}
