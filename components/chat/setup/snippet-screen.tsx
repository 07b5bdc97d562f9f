'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { CodeBlock } from '@/components/admin/developers/code-block';
import { Callout } from '@/components/ui/callout';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Field } from '@/components/ui/field';
import { Select } from '@/components/ui/select';
import type { Snippets } from '@/lib/chat/setup/snippets';
import type { Id } from '@/lib/platform/ids';
import { brandPath, snippetPath } from './brand/paths';
import { EXAMPLES, snippetCode } from './snippet-code';

export interface SnippetScreenProps extends Snippets {
  /** The brand that is asked for. */
  chosenId: Id | null;
}

export function SnippetScreen({ origin, brands, chosenId }: SnippetScreenProps) {
  const router = useRouter();
  const brand = brands.find(({ id }) => id === chosenId) ?? brands[0];
  if (!brand) {
    return <EmptyState title="No brand yet" text="Add a brand first: the snippet says which one it is." />;
  }
  const options = brands.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="flex flex-col gap-4">
      <Card id="snippet" title="Snippet" description="Put it before the end of the body of each page with the chat.">
        <div className="flex flex-col gap-4">
          {brands.length > 1 ? (
            <Field label="Brand" className="max-w-xs">
              <Select
                options={options}
                value={brand.id}
                onChange={(event) => router.push(snippetPath(event.currentTarget.value))}
              />
            </Field>
          ) : null}
          {brand.hasSites ? null : (
            <Callout tone="warning">
              {brand.name} may stand on no website yet.{' '}
              <Link href={`${brandPath(brand.id)}#sites`} className="text-accent-text underline">
                Name its sites
              </Link>
              .
            </Callout>
          )}
          <CodeBlock label="snippet" code={snippetCode(origin, brand.key)} />
          <p className="text-muted text-sm">
            It loads nothing from anybody else. A snippet of SalesIQ works too, with its address replaced by{' '}
            <code className="font-mono">{origin}/widget.js</code> and its widget code by{' '}
            <code className="select-all font-mono">{brand.key}</code>.
          </p>
        </div>
      </Card>
      <Card
        id="js-api"
        title="JS API"
        description="The calls of SalesIQ. A script that your site has runs whole; what it calls and we do not have is listed with the brand."
      >
        <div className="flex flex-col gap-4">
          <Callout tone="warning" title="Custom fields are not for health data">
            We do not recommend using JS API custom fields to collect ePHI: the data is encrypted in storage, is shown
            read-only, and is not audited unless you{' '}
            <Link href="/setup/chat/custom-fields" className="text-accent-text underline">
              declare the field here
            </Link>
            .
          </Callout>
          {EXAMPLES.map(({ title, text, code }) => (
            <section key={title} aria-label={title}>
              <h3 className="font-medium text-fg text-sm">{title}</h3>
              <p className="mb-1.5 text-muted text-xs">{text}</p>
              <CodeBlock label={`example: ${title}`} code={code} />
            </section>
          ))}
        </div>
      </Card>
    </div>
  );
}
