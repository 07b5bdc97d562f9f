/** What the worker does by the clock, whoever is signed in. Each is safe to run twice and to miss. */

import { clock } from '@/lib/platform/clock';
import { remindReviewsEverywhere } from './handlers/access-reviews';
import { settleAgreementsEverywhere } from './handlers/agreements';
import { forgetOldNotices, settleApprovalsEverywhere } from './handlers/approvals';
import { askRemovalsEverywhere, forgetReceivedEverywhere } from './handlers/apps';
import { bringProfilesEverywhere } from './handlers/bring-profiles';
import { keepConversations, settleChats } from './handlers/chat';
import { settleDormantEverywhere } from './handlers/dormant';
import { endEmergenciesEverywhere } from './handlers/emergency';
import { expireEntriesEverywhere } from './handlers/expire-entries';
import { expireFiles } from './handlers/expire-files';
import { endFindingsEverywhere } from './handlers/integrity';
import { lookAtSignInsEverywhere } from './handlers/odd-sign-ins';
import { purgeRecycleBin } from './handlers/purge-recycle-bin';
import { tellRemindersEverywhere } from './handlers/reminders';
import { findReviewsEverywhere } from './handlers/reviews';

export interface PeriodicTask {
  /** As the queue knows it; different from every kind of job. */
  name: string;
  /** Cron pattern, UTC. */
  match: string;
  /** @param owner runs a statement as the database's owner: only for what the app's role may not do. */
  run(owner: (statement: string) => Promise<unknown>): Promise<void>;
}

export const PERIODIC: readonly PeriodicTask[] = [
  { name: 'expire_files', match: '*/10 * * * *', run: () => expireFiles(clock.now()) },
  { name: 'purge_recycle_bin', match: '43 2 * * *', run: () => purgeRecycleBin(clock.now()) },
  { name: 'settle_approvals', match: '* * * * *', run: () => settleApprovalsEverywhere(clock.now()) },
  { name: 'settle_agreements', match: '* * * * *', run: () => settleAgreementsEverywhere(clock.now()) },
  { name: 'end_emergencies', match: '* * * * *', run: () => endEmergenciesEverywhere(clock.now()) },
  { name: 'end_findings', match: '* * * * *', run: endFindingsEverywhere },
  { name: 'tell_reminders', match: '* * * * *', run: () => tellRemindersEverywhere(clock.now()) },
  { name: 'find_reviews', match: '* * * * *', run: () => findReviewsEverywhere(clock.now()) },
  { name: 'remind_access_reviews', match: '7 * * * *', run: () => remindReviewsEverywhere(clock.now()) },
  { name: 'settle_dormant', match: '23 5 * * *', run: () => settleDormantEverywhere(clock.now()) },
  { name: 'look_at_sign_ins', match: '* * * * *', run: () => lookAtSignInsEverywhere(clock.now()) },
  { name: 'bring_profiles', match: '* * * * *', run: () => bringProfilesEverywhere(clock.now()) },
  { name: 'forget_notices', match: '33 2 * * *', run: () => forgetOldNotices(clock.now()) },
  { name: 'forget_received', match: '53 2 * * *', run: () => forgetReceivedEverywhere(clock.now()) },
  { name: 'ask_removals', match: '* * * * *', run: askRemovalsEverywhere },
  { name: 'settle_chats', match: '* * * * *', run: settleChats },
  { name: 'expire_entries', match: '3 4 * * *', run: expireEntriesEverywhere },
  { name: 'keep_conversations', match: '13 2 * * *', run: keepConversations },
  {
    name: 'ensure_ledger_partitions',
    match: '17 3 * * *',
    run: async (owner) => void (await owner('select app.ensure_ledger_partitions(24)')),
  },
];
