import type { Metadata } from 'next';
import { BrandList } from '@/components/chat/setup/brand/brand-list';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { listBrands } from '@/lib/chat/setup/brands';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Live chat' };

export default function ChatSetupPage() {
  return page(async (ctx) => {
    const brands = await listBrands(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <BrandList brands={brands} />
      </>
    );
  });
}
