import { Card } from '@/components/ui/card';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';
import { BudgetForm } from './budget-form';
import { BudgetUseTable } from './budget-use-table';

export type BudgetOverview = Pick<
  ComplianceOverview,
  'budgets' | 'budgetsWait' | 'budgetUse' | 'mayManage' | 'profiles' | 'me'
>;

export interface BudgetCardProps {
  overview: BudgetOverview;
}

/** How many records with health data one person may disclose, and who used how much of it. */
export function BudgetCard({ overview }: BudgetCardProps) {
  return (
    <Card
      id="budgets"
      title="Disclosure budgets"
      description="How many records with health data one person may open, print or export within any hour and any day, on screens and by programs together. From half of it on answers come slower; officers are told near the end and at it."
    >
      <BudgetForm overview={overview} />
      {overview.budgetUse.length > 0 ? <BudgetUseTable use={overview.budgetUse} me={overview.me} /> : null}
    </Card>
  );
}
