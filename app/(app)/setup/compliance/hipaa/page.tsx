import type { Metadata } from 'next';
import type { ComplianceActs } from '@/components/compliance/acts';
import { ComplianceScreen } from '@/components/compliance/compliance-screen';
import { page } from '@/lib/http/page';
import { getComplianceOverview } from '@/lib/settings/compliance/queries';
import {
  deselectModule,
  forgetMarks,
  previewLoss,
  previewRestriction,
  raiseBudget,
  restoreMarks,
  sealAgain,
  selectModule,
  setBudgets,
  setHipaaEnabled,
  setHoldHours,
  setProfileBudgets,
  setRestriction,
  watchSealing,
} from './actions';

export const metadata: Metadata = { title: 'Compliance Settings' };

const acts: ComplianceActs = {
  setBudgets,
  setProfileBudgets,
  raiseBudget,
  setHipaaEnabled,
  setHoldHours,
  setRestriction,
  selectModule,
  deselectModule,
  restoreMarks,
  forgetMarks,
  sealAgain,
  previewLoss,
  previewRestriction,
  watchSealing,
};

export default function HipaaCompliancePage() {
  return page(async (ctx) => <ComplianceScreen overview={await getComplianceOverview(ctx)} acts={acts} />);
}
