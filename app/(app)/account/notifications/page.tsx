import type { Metadata } from 'next';
import { MailChoices } from '@/components/people/mail/mail-choices';
import { PageHeader } from '@/components/ui/page-header';
import { listMailChoices } from '@/lib/people/users/choose-mail';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Notifications' };

export default function NotificationsPage() {
  return page(async (ctx) => {
    const choices = await listMailChoices(ctx);
    return (
      <>
        <PageHeader
          title="Notifications"
          breadcrumbs={[{ label: 'Personal settings', href: '/account' }]}
          description="Which notices you get by mail."
        />
        <MailChoices choices={choices} />
      </>
    );
  });
}
