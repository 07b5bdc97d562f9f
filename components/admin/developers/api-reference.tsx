import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import type { Reference } from '@/lib/ways-in/api/reference';
import { CallView } from './call-view';
import { Quickstart } from './quickstart';
import { TokenCard, TokenProvider } from './token';

const idOf = (name: string) => name.toLowerCase().replaceAll(' ', '-');

/** The reference of the REST API, made of the same document that programs read. */
export function ApiReference({ reference: { groups, scopes } }: { reference: Reference }) {
  return (
    <TokenProvider>
      <PageHeader
        title="API reference"
        description="Every call of the REST API, in the shape of Zoho CRM v8, with a form to try it."
        actions={
          <a href="/crm/v8/openapi.json" className="text-accent-text text-sm underline">
            OpenAPI document
          </a>
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-[11rem_minmax(0,1fr)]">
        <nav aria-label="Parts of the reference" className="lg:sticky lg:top-4">
          <ul className="flex flex-wrap gap-x-4 lg:flex-col">
            {['Quickstart', 'Scopes', ...groups.map(({ name }) => name)].map((name) => (
              <li key={name}>
                <a
                  href={`#${idOf(name)}`}
                  className="inline-flex min-h-8 items-center text-muted text-sm hover:text-fg"
                >
                  {name}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-col gap-6">
          <Quickstart />
          <Scopes scopes={scopes} />
          <TokenCard />
          {groups.map(({ name, description, calls }) => (
            <Card key={name} id={idOf(name)} title={name} description={description} flush>
              <div className="divide-y divide-line">
                {calls.map((call) => (
                  <CallView key={call.id} call={call} />
                ))}
              </div>
            </Card>
          ))}
        </div>
      </div>
    </TokenProvider>
  );
}

function Scopes({ scopes }: { scopes: readonly string[] }) {
  return (
    <Card title="Scopes" id="scopes">
      <p className="text-fg text-sm">
        A client may do nothing that its scopes do not say, and never more than its owner. In place of{' '}
        <code className="font-mono text-xs">modules</code> write{' '}
        <code className="font-mono text-xs">modules.Contacts</code> for one module;{' '}
        <code className="font-mono text-xs">ALL</code> stands for every act.
      </p>
      <ul className="mt-3 grid gap-x-6 gap-y-1 sm:grid-cols-2">
        {scopes.map((scope) => (
          <li key={scope}>
            <code className="break-all font-mono text-fg text-xs">{scope}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
