import { Card } from '@/components/ui/card';
import { BudgetForm, type BudgetFormProps } from './budget-form';
import { BudgetUseTable } from './budget-use-table';

/** How many records with health data one person may disclose, and who used how much of it. */
export function BudgetCard({ overview }: BudgetFormProps) {
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
