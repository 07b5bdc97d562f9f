/** The records that are made because rows name them. */
export function AlsoCreated({ counts = {} }: { counts?: Readonly<Record<string, number>> | undefined }) {
  const named = Object.entries(counts).map(([plural, count]) => `${count.toLocaleString('en-US')} ${plural}`);
  return named.length === 0 ? null : (
    <p className="text-fg text-sm">{`Also created, because rows name them: ${named.join(', ')}`}</p>
  );
}
