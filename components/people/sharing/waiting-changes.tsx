import { Callout } from '@/components/ui/callout';

/** What of groups and sharing rules waits for a second person. */
export function WaitingChanges({ waiting }: { waiting: readonly string[] }) {
  if (waiting.length === 0) return null;
  return (
    <Callout tone="warning" title="Waits for a second person">
      <ul className="flex flex-col gap-1">
        {waiting.map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
    </Callout>
  );
}
