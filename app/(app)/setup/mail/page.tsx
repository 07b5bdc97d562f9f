import type { Metadata } from 'next';
import { MailList } from '@/components/people/mail/mail-list';
import { listMails } from '@/lib/people/outbox/list-mails';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Mail' };

export default function MailPage({ searchParams }: { searchParams: Promise<{ after?: string | string[] }> }) {
  return page(async (ctx) => {
    const { after } = await searchParams;
    const older = typeof after === 'string';
    return <MailList page={await listMails(ctx, older ? { after } : {})} isFirstPage={!older} />;
  });
}
