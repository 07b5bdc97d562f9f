import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { RecordLine } from '@/lib/admin/audit/extracts/contents';
import type { ChatLine } from '@/lib/protection/ledger/chat-line';

/** Acts of live chat. */
export function ChatLines({ lines }: { lines: readonly ChatLine[] }) {
  return (
    <Lines
      headers={['Visit ID', 'Fields', 'Details']}
      lines={lines}
      cells={({ visitId, fields, details }) => [visitId ?? '', fields.join(', '), details]}
    />
  );
}

/** Acts upon a record. */
export function RecordLines({ lines }: { lines: readonly RecordLine[] }) {
  return (
    <Lines
      headers={['Fields', 'Purpose', 'Details']}
      lines={lines}
      cells={({ fields, purpose, details }) => [fields.join(', '), purpose, details]}
    />
  );
}

interface LinesProps<Line> {
  /** Beside when, who and what. */
  headers: readonly string[];
  lines: readonly Line[];
  cells: (line: Line) => readonly string[];
}

function Lines<Line extends ChatLine | RecordLine>({ headers, lines, cells }: LinesProps<Line>) {
  return (
    <Table label="Entries">
      <TableHead>
        <tr className="border-line border-b">
          <TableHeader>Time (UTC)</TableHeader>
          <TableHeader>Who</TableHeader>
          <TableHeader>What</TableHeader>
          {headers.map((header) => (
            <TableHeader key={header}>{header}</TableHeader>
          ))}
        </tr>
      </TableHead>
      <TableBody>
        {lines.map((line) => (
          <TableRow key={line.id}>
            <TableCell className="whitespace-nowrap">{`${line.at.slice(0, 10)} ${line.at.slice(11, 19)}`}</TableCell>
            <TableCell>{line.who}</TableCell>
            <TableCell>{line.what}</TableCell>
            {cells(line).map((cell, n) => (
              <TableCell key={headers[n]}>{cell}</TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
