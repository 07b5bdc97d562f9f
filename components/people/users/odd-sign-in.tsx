import { TriangleAlert } from 'lucide-react';
import { Badge } from '@/components/ui/badge';

/** A mark for a session whose sign-in is unusual, with each reason; nothing for any other. */
export function OddSignIn({ reasons }: { reasons: readonly string[] }) {
  if (reasons.length === 0) return null;
  return (
    <span className="mt-1 flex max-w-xs flex-col items-start gap-1 whitespace-normal">
      <Badge tone="warning" icon={<TriangleAlert aria-hidden />}>
        Unusual sign-in
      </Badge>
      {reasons.map((reason) => (
        <span key={reason} className="font-normal text-muted text-xs">
          {reason}
        </span>
      ))}
    </span>
  );
}
