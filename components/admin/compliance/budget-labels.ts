import type { BudgetKind } from '@/lib/protection/compliance/budgets';

export const BUDGET_NAMES: Record<BudgetKind, string> = {
  one: 'Opened one by one',
  bulk: 'Exported or read by programs',
};
