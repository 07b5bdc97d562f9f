/** Every kind of notice: its words, where it leads. Pure. Closed: one without words here does not compile. */
import { ACCOUNT_NOTICES } from './kinds/accounts';
import { APPROVAL_NOTICES } from './kinds/approvals';
import { APP_NOTICES } from './kinds/apps';
import { DORMANT_NOTICES } from './kinds/dormant';
import { INTEGRITY_NOTICES } from './kinds/integrity';
import type { KindOfNotice } from './kinds/kind';
import { LEDGER_NOTICES } from './kinds/ledger';
import { PROTECTION_NOTICES } from './kinds/protection';
import { SIGN_IN_NOTICES } from './kinds/sign-ins';
import { WORK_NOTICES } from './kinds/work';

export type { Facts } from './kinds/kind';

export const NOTICES = {
  ...ACCOUNT_NOTICES,
  ...APPROVAL_NOTICES,
  ...APP_NOTICES,
  ...DORMANT_NOTICES,
  ...INTEGRITY_NOTICES,
  ...LEDGER_NOTICES,
  ...PROTECTION_NOTICES,
  ...SIGN_IN_NOTICES,
  ...WORK_NOTICES,
} as const satisfies Record<string, KindOfNotice>;

export type NoticeKind = keyof typeof NOTICES;

/** The kind's words and ways; undefined for one that an older or newer version wrote. */
export const kindOfNotice = (kind: string): KindOfNotice | undefined =>
  Object.hasOwn(NOTICES, kind) ? NOTICES[kind as NoticeKind] : undefined;
