import { ACTIONS, type LedgerAction } from './actions';
import { rowOf } from './known';

/** The first words of the actions' sentences, and what one tries when it is refused. */
const INFINITIVES: Record<string, string> = {
  Accepted: 'accept',
  Added: 'add',
  Asked: 'ask',
  Attached: 'attach',
  Blocked: 'block',
  Cancelled: 'cancel',
  Changed: 'change',
  Checked: 'check',
  Closed: 'close',
  Confirmed: 'confirm',
  Connected: 'connect',
  Created: 'create',
  Deleted: 'delete',
  Deselected: 'deselect',
  Downloaded: 'download',
  Encrypted: 'encrypt',
  Ended: 'end',
  Exported: 'export',
  Finished: 'finish',
  Gave: 'give',
  Hid: 'hide',
  Issued: 'issue',
  Left: 'leave',
  Linked: 'link',
  Looked: 'look',
  Made: 'make',
  Marked: 'mark',
  Merged: 'merge',
  Missed: 'miss',
  Moved: 'move',
  Offered: 'offer',
  Opened: 'open',
  Paused: 'pause',
  Picked: 'pick',
  Printed: 'print',
  Put: 'put',
  Rated: 'rate',
  Raised: 'raise',
  Read: 'read',
  Rejected: 'reject',
  Removed: 'remove',
  Restored: 'restore',
  Resumed: 'resume',
  Revealed: 'reveal',
  Reviewed: 'review',
  Revoked: 'revoke',
  Saved: 'save',
  Searched: 'search',
  Selected: 'select',
  Sent: 'send',
  Signed: 'sign',
  Started: 'start',
  Stopped: 'stop',
  Suspended: 'suspend',
  Tested: 'test',
  Told: 'tell',
  Took: 'take',
  Unblocked: 'unblock',
  Undid: 'undo',
  Uploaded: 'upload',
  Viewed: 'view',
  Withdrew: 'withdraw',
  Wrote: 'write',
};

/** "Changed a record", or "Tried to change a record" where it was refused. An act that is none of ours is said as it is. */
export function sentenceOf(action: LedgerAction, outcome: 'done' | 'refused'): string {
  const sentence = rowOf<string>(ACTIONS, action) ?? action;
  if (outcome === 'done') return sentence;
  const [first = '', ...rest] = sentence.split(' ');
  const infinitive = rowOf(INFINITIVES, first);
  return infinitive ? ['Tried to', infinitive, ...rest].join(' ') : sentence;
}
