import { ACTIONS, type LedgerAction } from './actions';

/** The first words of the actions' sentences, and what one tries when it is refused. */
const INFINITIVES: Record<string, string> = {
  Added: 'add',
  Attached: 'attach',
  Cancelled: 'cancel',
  Changed: 'change',
  Created: 'create',
  Deleted: 'delete',
  Deselected: 'deselect',
  Downloaded: 'download',
  Encrypted: 'encrypt',
  Ended: 'end',
  Exported: 'export',
  Finished: 'finish',
  Issued: 'issue',
  Made: 'make',
  Marked: 'mark',
  Moved: 'move',
  Opened: 'open',
  Printed: 'print',
  Read: 'read',
  Removed: 'remove',
  Restored: 'restore',
  Revealed: 'reveal',
  Revoked: 'revoke',
  Saved: 'save',
  Searched: 'search',
  Selected: 'select',
  Signed: 'sign',
  Started: 'start',
  Undid: 'undo',
  Uploaded: 'upload',
  Viewed: 'view',
};

/** "Changed a record", or "Tried to change a record" where it was refused. */
export function sentenceOf(action: LedgerAction, outcome: 'done' | 'refused'): string {
  const sentence = ACTIONS[action] ?? action;
  if (outcome === 'done') return sentence;
  const [first = '', ...rest] = sentence.split(' ');
  const infinitive = INFINITIVES[first];
  return infinitive ? ['Tried to', infinitive, ...rest].join(' ') : sentence;
}
