import type { Metadata } from 'next';
import { ComplianceScreen } from '@/components/admin/compliance/compliance-screen';
import { getComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Compliance Settings' };

export default function HipaaCompliancePage() {
  return page(async (ctx) => <ComplianceScreen overview={await getComplianceOverview(ctx)} />);
}
