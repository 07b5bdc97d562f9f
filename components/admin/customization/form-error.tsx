import { Callout } from '@/components/ui/callout';
import type { ErrorAnswer } from '@/lib/ways-in/http/error-answer';

/** What the server said no to. Errors that stand beside a control are not said twice. */
export function FormError({ error, shown = [] }: { error: ErrorAnswer | undefined; shown?: readonly string[] }) {
  if (!error) return null;
  const rest = Object.entries(error.fields).filter(
    ([name, text]) => !shown.includes(name) && !error.message.includes(text),
  );
  const onlyBeside = Object.keys(error.fields).length > 0 && rest.length === 0;
  const repeated = Object.entries(error.fields).some(([name, text]) => shown.includes(name) && text === error.message);
  if (onlyBeside && repeated) return null;
  return (
    <Callout tone="danger" role="alert">
      {error.message}
      {rest.map(([name, text]) => (
        <p key={name}>{text}</p>
      ))}
    </Callout>
  );
}
