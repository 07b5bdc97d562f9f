import { Button } from '@/components/ui/button';
import type { ActionChoice } from '@/lib/admin/audit/choices';

/** The three audits that SalesIQ names: downloads of attachments, deletions, changes of a visitor's details. */
const PRESETS: readonly { label: string; action: ActionChoice }[] = [
  { label: 'Attachment downloads', action: 'conversation.download' },
  { label: 'Conversation deletions', action: 'conversation.delete' },
  { label: 'Visitor details', action: 'visitor.update' },
];

export function Presets({ action, onChoose }: { action: string | null; onChoose: (action: ActionChoice) => void }) {
  return (
    <fieldset className="mb-3 flex flex-wrap gap-2">
      <legend className="sr-only">Often looked for</legend>
      {PRESETS.map((preset) => (
        <Button
          key={preset.action}
          size="sm"
          aria-pressed={action === preset.action}
          onClick={() => onChoose(preset.action)}
        >
          {preset.label}
        </Button>
      ))}
    </fieldset>
  );
}
