import type { Metadata } from 'next';
import { RulesForm } from '@/components/admin/audit/review/rules-form';
import { PageHeader } from '@/components/ui/page-header';
import { getReviewSettings } from '@/lib/admin/audit/review/settings';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Review rules' };

export default function ReviewRulesPage() {
  return page(async (ctx) => {
    const settings = await getReviewSettings(ctx);
    return (
      <>
        <PageHeader
          title="Review rules"
          description="Which entries of the audit log are worth a look. Each change is written to the audit log, and reviewers are told."
        />
        <RulesForm settings={settings} />
      </>
    );
  });
}
