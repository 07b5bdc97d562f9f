import { CircleAlert, CircleCheck, Info, ShieldCheck, TriangleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cn } from './cn';

const tones = {
  info: { look: 'border-accent-line bg-accent-soft', ink: 'text-accent-text', Icon: Info },
  success: { look: 'border-success-line bg-success-soft', ink: 'text-success-text', Icon: CircleCheck },
  warning: { look: 'border-warning-line bg-warning-soft', ink: 'text-warning-text', Icon: TriangleAlert },
  danger: { look: 'border-danger-line bg-danger-soft', ink: 'text-danger-text', Icon: CircleAlert },
  phi: { look: 'border-phi-line bg-phi-soft', ink: 'text-phi-text', Icon: ShieldCheck },
};

export interface CalloutProps extends Omit<ComponentProps<'div'>, 'title'> {
  tone?: keyof typeof tones;
  title?: ReactNode;
  action?: ReactNode;
}

/** A remark that stays on the page. Give `role="alert"` where it appears in answer to something the person did. */
export function Callout({ tone = 'info', title, action, className, children, ...props }: CalloutProps) {
  const { look, ink, Icon } = tones[tone];
  return (
    <div className={cn('flex gap-2.5 rounded-sm border px-3 py-2.5 text-sm', look, className)} {...props}>
      <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', ink)} />
      <div className="min-w-0 flex-1">
        {title ? <p className={cn('font-medium', ink)}>{title}</p> : null}
        {children ? <div className={cn('text-fg', title && 'mt-0.5')}>{children}</div> : null}
      </div>
      {action ? <div className="flex shrink-0 items-start gap-2">{action}</div> : null}
    </div>
  );
}
