import type { Metadata } from 'next';
import { createLoader, parseAsString } from 'nuqs/server';
import { ChatSetupHeader } from '@/components/chat/setup/header';
import { SnippetScreen } from '@/components/chat/setup/snippet-screen';
import { listSnippets } from '@/lib/chat/setup/snippets';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Chat snippet' };

const loadParams = createLoader({ brand: parseAsString });

interface SnippetPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function SnippetPage({ searchParams }: SnippetPageProps) {
  const { brand } = await loadParams(searchParams);
  return page(async (ctx) => {
    const snippets = await listSnippets(ctx);
    return (
      <>
        <ChatSetupHeader rights={ctx.rights} />
        <SnippetScreen {...snippets} chosenId={brand} />
      </>
    );
  });
}
