import type { Metadata } from 'next';
import { ComplianceScreen } from '@/components/compliance/compliance-screen';
import { page } from '@/lib/http/page';
import { getComplianceOverview } from '@/lib/settings/compliance/queries';

export const metadata: Metadata = { title: 'Compliance Settings' };

export default function HipaaCompliancePage() {
  return page(async (ctx) => <ComplianceScreen overview={await getComplianceOverview(ctx)} />);
}
