'use client';

import { Eye } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { type Description, DescriptionList } from '@/components/ui/description-list';
import type { EntryLine } from '@/lib/admin/audit/entry-line';
import { DOOR_WORDS } from '@/lib/protection/compliance/door-words';
import { PURPOSES } from '@/lib/protection/compliance/purposes';
import { EntryProof } from './entry-proof';
import { EntryValues } from './entry-values';
import { KIND_WORDS } from './entry-words';
import { RecordLink } from './record-link';

export interface EntryDetailsProps {
  line: EntryLine;
  /** Shows everything about one record, and who saw it. Left out where that is shown already. */
  onRecord: ((module: string, recordId: string) => void) | undefined;
}

/** All of an entry: what the row has no room for, and what has to be opened first. */
export function EntryDetails({ line, onRecord }: EntryDetailsProps) {
  const { module, recordId } = line;
  return (
    <div className="flex flex-col gap-3">
      <DescriptionList columns={2} items={itemsOf(line)} />
      {line.hasDetail ? <EntryValues id={line.id} /> : null}
      <EntryProof id={line.id} />
      {onRecord && module && recordId ? (
        <div>
          <Button size="sm" onClick={() => onRecord(module.apiName, recordId)}>
            <Eye aria-hidden="true" />
            Who saw this record
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function itemsOf(line: EntryLine): Description[] {
  const { module, recordId, who } = line;
  const all: Description[] = [
    { term: 'Exact time', value: <code className="font-mono text-xs">{line.at}</code> },
    { term: 'Person', value: who.kind === 'user' ? who.name : `${who.name} (${KIND_WORDS[who.kind]})` },
    { term: 'Details', value: line.facts },
    { term: 'Module', value: module?.label },
    { term: 'Record', value: recordId ? <RecordLink module={module} recordId={recordId} /> : null },
    { term: 'Fields', value: line.fields.join(', ') },
    { term: 'Purpose', value: line.purpose ? (PURPOSES[line.purpose] ?? line.purpose) : null },
    { term: 'Door', value: line.door ? DOOR_WORDS[line.door].name : null },
    { term: 'IP address', value: line.ip },
    { term: 'Conversation ID', value: line.chat?.conversationId ? <Code text={line.chat.conversationId} /> : null },
    { term: 'Visit ID', value: line.chat?.visitId ? <Code text={line.chat.visitId} /> : null },
    { term: 'About', value: line.subjectId && !line.chat?.conversationId ? <Code text={line.subjectId} /> : null },
    { term: 'Request', value: line.isExpired ? null : <Code text={line.requestId} /> },
    { term: 'Entry', value: <Code text={line.id} /> },
  ];
  return all.filter(({ value }) => value !== null && value !== undefined && value !== '');
}

const Code = ({ text }: { text: string }) => <code className="select-all break-all font-mono text-xs">{text}</code>;
