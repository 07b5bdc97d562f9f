/** Which domain does what when something is confirmed, stopped, or its time has come. */
import type { ApprovalHandlers } from '../approvals/approval';
import { holdApproval } from '../settings/compliance/hold';
import { accountApproval } from '../users/account-approval';

export const APPROVAL_HANDLERS: ApprovalHandlers = {
  'compliance.take_away': holdApproval,
  'user.read_phi': accountApproval,
};
