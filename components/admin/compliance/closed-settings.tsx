import { Card } from '@/components/ui/card';
import { DescriptionList } from '@/components/ui/description-list';

const SETTINGS = [
  'HIPAA Compliance Settings',
  'Modules selected',
  'Fields marked and encrypted',
  'Personal Health Data Handling',
  'Delay when nobody confirms',
  'Disclosure budgets',
];

/** In the place of the settings while they do not check: what counts meanwhile was set by nobody, and is not shown as if. */
export function ClosedSettings() {
  return (
    <Card
      id="closed"
      title="What is set cannot be told"
      description="The check of these settings failed: they were changed outside Careledger. Meanwhile everything that can be protected is, and nothing can be changed here."
    >
      <DescriptionList
        columns={2}
        items={SETTINGS.map((term) => ({ term, value: 'Cannot be told: the check failed' }))}
      />
    </Card>
  );
}
