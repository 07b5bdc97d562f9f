import { ChevronRight } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { setupMenuFor } from '@/components/shell/setup-menu';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'Setup' };

export default function SetupPage() {
  return page(async (ctx) => (
    <>
      <PageHeader title="Setup" description="How your organisation works, who may do what, and what is protected." />
      <div className="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
        {setupMenuFor(ctx.rights).map((group) => (
          <Card key={group.label} title={group.label} flush>
            <ul className="divide-y divide-line">
              {group.items.map((item) => (
                <li key={item.href}>
                  <Link
                    href={item.href}
                    className="flex min-h-10 items-center justify-between gap-2 px-4 text-fg text-sm hover:bg-hover"
                  >
                    {item.label}
                    <ChevronRight aria-hidden="true" className="size-4 text-subtle" />
                  </Link>
                </li>
              ))}
            </ul>
          </Card>
        ))}
      </div>
    </>
  ));
}
