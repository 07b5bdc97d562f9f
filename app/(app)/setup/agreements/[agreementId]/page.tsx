import type { Metadata } from 'next';
import { AgreementScreen } from '@/components/admin/agreements/agreement-screen';
import { getAgreement } from '@/lib/admin/agreements/get';
import { listConnectionChoices } from '@/lib/admin/agreements/queries';
import { getTemplate } from '@/lib/admin/agreements/template/read';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Agreement' };

export default function AgreementPage({ params }: { params: Promise<{ agreementId: string }> }) {
  return page(async (ctx) => {
    const agreement = await getAgreement(ctx, (await params).agreementId);
    const [choices, template] = await Promise.all([
      listConnectionChoices(ctx),
      getTemplate(ctx, { agreementId: agreement.id }),
    ]);
    return <AgreementScreen agreement={agreement} choices={choices} template={template} ourName={ctx.actor.name} />;
  });
}
