import { DoorClosed, Layers, Lock, Shield } from 'lucide-react';
import { Stat } from '@/components/ui/stat';
import type { ComplianceOverview } from '@/lib/admin/settings/compliance/queries';

/** The state of things in four numbers. */
export function ComplianceFigures({ overview }: { overview: ComplianceOverview }) {
  const { modules, switches, maxModules } = overview;
  const selected = modules.filter((module) => module.selected);
  const marked = sum(selected.map((module) => module.markedFields));
  const sealed = sum(selected.map((module) => module.sealedFields));
  const restricted = switches.filter((door) => door.restricted).length;
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <Stat label="Modules selected" value={selected.length} hint={`at most ${maxModules}`} icon={<Layers />} />
      <Stat label="Fields marked" value={marked} hint="masked on every screen" icon={<Shield />} tone="phi" />
      <Stat label="Marked fields encrypted" value={sealed} hint={`of ${marked}`} icon={<Lock />} />
      <Stat label="Doors restricted" value={restricted} hint={`of ${switches.length}`} icon={<DoorClosed />} />
    </div>
  );
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
