/** Every list that is read page by page: how to fill it, how to read a page, and what others do to it in between. */
import { APP_WALKS } from './of-apps';
import { CHAT_WALKS } from './of-chat';
import { EXPORT_WALKS } from './of-exports';
import { PEOPLE_WALKS } from './of-people';
import { PROGRAM_WALKS } from './of-programs';
import { RECORD_WALKS } from './of-records';
import type { MakeWalk, WalkedList } from './walk';

/** As the walks go: each in an org of its own. */
export const WALKS: Record<WalkedList, MakeWalk> = {
  ...RECORD_WALKS,
  ...PEOPLE_WALKS,
  ...CHAT_WALKS,
  ...APP_WALKS,
  ...EXPORT_WALKS,
  ...PROGRAM_WALKS,
};
