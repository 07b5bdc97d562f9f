import { Card } from '@/components/ui/card';
import { RadioGroup } from '@/components/ui/radio-group';
import { type ChatSettings, ROUTINGS } from '@/lib/chat/setup/settings-schema';
import { NumberSetting, type SettingsProps } from './number-setting';

const ROUTING_WORDS: Record<ChatSettings['routing'], { label: string; description: string }> = {
  all: { label: 'To everybody', description: 'Whoever is quickest picks up.' },
  least_loaded: {
    label: 'To whoever has the fewest chats',
    description: 'One operator is offered it first, then everybody.',
  },
  round_robin: { label: 'In turn', description: 'One operator after the other is offered it first, then everybody.' },
};

/** Whom a new conversation is offered, and how long it waits for somebody. */
export function RoutingCard({ settings, errors }: SettingsProps) {
  return (
    <Card id="routing" title="Routing">
      <div className="flex flex-col gap-4">
        <RadioGroup
          legend="A new conversation goes"
          name="routing"
          options={ROUTINGS.map((value) => ({ value, ...ROUTING_WORDS[value] }))}
          defaultValue={settings.routing}
        />
        <NumberSetting name="offerSeconds" settings={settings} errors={errors} />
        <NumberSetting name="missedAfterSeconds" settings={settings} errors={errors} />
        <NumberSetting name="idleMinutes" settings={settings} errors={errors} />
        <NumberSetting name="visitorDays" settings={settings} errors={errors} />
      </div>
    </Card>
  );
}
