import { ACTIONS, type LedgerAction } from './actions';

/** The first words of the actions' sentences, and what one tries when it is refused. */
const INFINITIVES: Record<string, string> = {
  Accepted: 'accept',
  Added: 'add',
  Asked: 'ask',
  Attached: 'attach',
  Blocked: 'block',
  Cancelled: 'cancel',
  Changed: 'change',
  Closed: 'close',
  Confirmed: 'confirm',
  Created: 'create',
  Deleted: 'delete',
  Deselected: 'deselect',
  Downloaded: 'download',
  Encrypted: 'encrypt',
  Ended: 'end',
  Exported: 'export',
  Finished: 'finish',
  Hid: 'hide',
  Issued: 'issue',
  Linked: 'link',
  Looked: 'look',
  Made: 'make',
  Marked: 'mark',
  Merged: 'merge',
  Missed: 'miss',
  Moved: 'move',
  Offered: 'offer',
  Opened: 'open',
  Picked: 'pick',
  Printed: 'print',
  Rated: 'rate',
  Raised: 'raise',
  Read: 'read',
  Rejected: 'reject',
  Removed: 'remove',
  Restored: 'restore',
  Revealed: 'reveal',
  Revoked: 'revoke',
  Saved: 'save',
  Searched: 'search',
  Selected: 'select',
  Signed: 'sign',
  Started: 'start',
  Stopped: 'stop',
  Told: 'tell',
  Took: 'take',
  Unblocked: 'unblock',
  Undid: 'undo',
  Uploaded: 'upload',
  Viewed: 'view',
  Wrote: 'write',
};

/** "Changed a record", or "Tried to change a record" where it was refused. */
export function sentenceOf(action: LedgerAction, outcome: 'done' | 'refused'): string {
  const sentence = ACTIONS[action] ?? action;
  if (outcome === 'done') return sentence;
  const [first = '', ...rest] = sentence.split(' ');
  const infinitive = INFINITIVES[first];
  return infinitive ? ['Tried to', infinitive, ...rest].join(' ') : sentence;
}
