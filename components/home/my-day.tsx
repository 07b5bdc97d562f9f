/** What of one's own records and chats stands on one's home. */
import { Badge } from '@/components/ui/badge';
import { Stat } from '@/components/ui/stat';
import { Time } from '@/components/ui/time';
import type { QueuePage } from '@/lib/chat/conversations/queues';
import type { Appointment } from '@/lib/crm/home/agenda';
import type { ChangedRecord } from '@/lib/crm/home/changed';
import type { RecentRecord } from '@/lib/crm/home/recent';
import type { DueTasks } from '@/lib/crm/home/tasks';
import { HomeList } from './home-list';

/** A field that is protected or hidden finds nothing: that is not the same as none. */
const Untold = ({ what }: { what: string }) => (
  <p className="p-4 text-muted text-sm">
    {what} cannot be listed here: the fields that would find them are protected, or not open to you.
  </p>
);

export function TaskLines({ tasks }: { tasks: DueTasks | null }) {
  if (tasks === null) return <Untold what="Tasks" />;
  const { rows, due, overdue } = tasks;
  return (
    <HomeList
      label="My tasks"
      lines={rows.map((task) => ({
        key: task.id,
        href: task.href,
        name: task.name,
        about: task.isOverdue ? (
          <>
            Due <Time value={task.dueOn} format="date" />
          </>
        ) : (
          'Due today'
        ),
        aside: task.isOverdue ? <Badge tone="warning">Overdue</Badge> : null,
      }))}
      empty="Nothing is due today, and nothing is overdue."
      after={rows.length < due + overdue ? `${due} due today, ${moreThan(overdue, due)} overdue in all.` : null}
    />
  );
}

/** Both are counted together, up to 100. */
const moreThan = (overdue: number, due: number): string => (overdue + due >= 100 ? `${overdue} or more` : `${overdue}`);

export function AgendaLines({ appointments }: { appointments: Appointment[] | null }) {
  if (appointments === null) return <Untold what="Meetings and calls" />;
  return (
    <HomeList
      label="My meetings and calls today"
      lines={appointments.map(({ id, href, name, kind, startsAt }) => ({
        key: id,
        href,
        name,
        about: kind,
        aside: <Time value={startsAt} format="clock" />,
      }))}
      empty="No meeting and no call today."
    />
  );
}

export function ChatCounts({ counts }: { counts: QueuePage['counts'] }) {
  return (
    <div className="grid grid-cols-3 gap-2 p-4">
      <Stat label="Waiting" value={counts.waiting} href="/chat?queue=waiting" />
      <Stat label="Mine" value={counts.mine} href="/chat?queue=mine" />
      <Stat label="Missed" value={counts.missed} href="/chat?queue=missed" />
    </div>
  );
}

export function ChangedLines({ records }: { records: ChangedRecord[] }) {
  return (
    <HomeList
      label="Records of mine that others changed"
      lines={records.map(({ id, href, name, kind, by, at }) => ({
        key: id,
        href,
        name,
        about: `${kind}, by ${by}`,
        aside: <Time value={at} format="relative" />,
      }))}
      empty="Nobody else changed a record of yours."
    />
  );
}

export function RecentLines({ records }: { records: RecentRecord[] }) {
  return (
    <HomeList
      label="Recent records"
      lines={records.map(({ id, href, name, kind, at }) => ({
        key: id,
        href,
        name,
        about: kind,
        aside: <Time value={at} format="relative" />,
      }))}
      empty="Records that you work with appear here."
    />
  );
}
