import { LinkTabs } from '@/components/ui/link-tabs';

export const ReportTabs = () => (
  <LinkTabs
    label="Reports"
    tabs={[
      { label: 'All reports', href: '/reports' },
      { label: 'Dashboard', href: '/reports/dashboard' },
    ]}
  />
);
