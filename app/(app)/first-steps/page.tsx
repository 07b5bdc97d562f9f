import { ArrowRight, Circle, CircleCheck } from 'lucide-react';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Card } from '@/components/ui/card';
import { PageHeader } from '@/components/ui/page-header';
import { type FirstSteps, getFirstSteps } from '@/lib/admin/settings/first-steps';
import { canInOrg } from '@/lib/people/rights';
import { page } from '@/lib/ways-in/http/page';

export const metadata: Metadata = { title: 'First steps' };

interface Step {
  done: keyof FirstSteps;
  title: string;
  text: string;
  href: string;
}

const STEPS: readonly Step[] = [
  {
    done: 'users',
    title: 'Add the people who work here',
    text: 'Operators work records and reveal health data with a purpose. Compliance officers read the audit log.',
    href: '/setup/users',
  },
  {
    done: 'hipaa',
    title: 'Switch HIPAA settings on',
    text: 'From then on fields can be marked as personal health data.',
    href: '/setup/compliance/hipaa',
  },
  {
    done: 'modules',
    title: 'Select the modules that hold health data',
    text: 'Up to 10, standard or your own.',
    href: '/setup/compliance/hipaa',
  },
  {
    done: 'marks',
    title: 'Mark the fields that contain personal health data',
    text: 'In the layout of a module, under Edit Properties. Up to 25 a module, encrypted unless you decline.',
    href: '/setup/modules',
  },
  {
    done: 'records',
    title: 'Import your records',
    text: 'From a CSV file, after a dry run. Values of marked fields are encrypted on the way in.',
    href: '/m/Contacts/import',
  },
];

export default function FirstStepsScreen() {
  return page(async (ctx) => {
    const steps = await getFirstSteps(ctx);
    const done = STEPS.filter((step) => steps[step.done]).length;
    return (
      <div className="mx-auto max-w-2xl">
        <PageHeader
          title="First steps"
          description={`${done} of ${STEPS.length} done. They help you meet the HIPAA rules; no software makes an organisation compliant.`}
        />
        <Card flush>
          <ol className="divide-y divide-line">
            {STEPS.map((step) => (
              <li key={step.title}>
                <Link href={step.href} className="flex items-center gap-3 px-4 py-3 hover:bg-hover">
                  {steps[step.done] ? (
                    <CircleCheck className="size-5 shrink-0 text-success-text" aria-label="Done" />
                  ) : (
                    <Circle className="size-5 shrink-0 text-subtle" aria-label="To do" />
                  )}
                  <span className="min-w-0 flex-1">
                    <span className="block font-medium text-fg text-sm">{step.title}</span>
                    <span className="block text-muted text-xs">{step.text}</span>
                  </span>
                  <ArrowRight className="size-4 shrink-0 text-subtle" aria-hidden="true" />
                </Link>
              </li>
            ))}
          </ol>
        </Card>
        {canInOrg(ctx.rights, 'manageChat') ? (
          <p className="mt-3 text-muted text-sm">
            Visitors of your website can write to you too:{' '}
            <Link href="/setup/chat" className="text-accent-text underline">
              set up live chat
            </Link>
            .
          </p>
        ) : null}
      </div>
    );
  });
}
