import type { Metadata } from 'next';
import { EmergencyRecord } from '@/components/crm/emergency/emergency-record';
import { enterEmergency } from '@/lib/crm/emergency/read';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Emergency access' };

export default function EmergencyRecordPage({ params }: { params: Promise<{ grantId: string }> }) {
  return page(async (ctx) => {
    const { grantId } = await params;
    const entered = await enterEmergency(ctx, grantId);
    const shown = entered && { module: entered.module, record: entered.record, names: entered.names };
    return <EmergencyRecord grantId={grantId} shown={shown} timeZone={ctx.timeZone} />;
  });
}
