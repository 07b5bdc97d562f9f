import type { Metadata } from 'next';
import { CustomFieldList } from '@/components/chat/setup/custom-fields/custom-field-list';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { listCustomFields } from '@/lib/chat/setup/custom-fields';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Custom fields of chat' };

export default function CustomFieldsPage() {
  return page(async (ctx) => {
    const fields = await listCustomFields(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <CustomFieldList fields={fields} />
      </>
    );
  });
}
