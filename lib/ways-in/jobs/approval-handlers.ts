/** Which domain does what when something is confirmed, stopped, or its time has come. */

import { agreementApproval } from '@/lib/admin/agreements/enter-force';
import { liftApproval } from '@/lib/admin/audit/retention/holds';
import { shortenApproval } from '@/lib/admin/audit/retention/terms';
import { holdApproval } from '@/lib/admin/settings/compliance/hold';
import { dormantRuleApproval } from '@/lib/admin/settings/dormant-accounts';
import { factorPolicyApproval } from '@/lib/admin/settings/second-factor';
import { secondPersonApproval } from '@/lib/admin/settings/second-person';
import type { ApprovalHandlers } from '@/lib/people/approvals/approval';
import { accountApproval } from '@/lib/people/users/account-approval';
import { kitApproval } from '@/lib/people/users/offline-kit/make';
import { ownRightsApproval } from '@/lib/people/users/own-rights';
import { profileApproval } from '@/lib/people/users/profile-approval';
import { sharingApproval } from '@/lib/people/users/sharing/second-word';
import { ssoApproval } from '@/lib/people/users/sso/switch';

export const APPROVAL_HANDLERS: ApprovalHandlers = {
  'compliance.take_away': holdApproval,
  'user.read_phi': accountApproval,
  'profile.grant': profileApproval,
  'user.own_rights': ownRightsApproval,
  'setting.second_person': secondPersonApproval,
  'setting.second_factor': factorPolicyApproval,
  'setting.dormant_accounts': dormantRuleApproval,
  'ledger.shorten': shortenApproval,
  'ledger.lift': liftApproval,
  'agreement.enter_force': agreementApproval,
  'sso.use': ssoApproval,
  'kit.ready': kitApproval,
  'sharing.change': sharingApproval,
};
