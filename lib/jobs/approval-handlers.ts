/** Which domain does what when something is confirmed, stopped, or its time has come. */
import type { ApprovalHandlers } from '../approvals/approval';
import { holdApproval } from '../settings/compliance/hold';
import { secondPersonApproval } from '../settings/second-person';
import { accountApproval } from '../users/account-approval';
import { profileApproval } from '../users/profile-approval';

export const APPROVAL_HANDLERS: ApprovalHandlers = {
  'compliance.take_away': holdApproval,
  'user.read_phi': accountApproval,
  'profile.grant': profileApproval,
  'setting.second_person': secondPersonApproval,
};
