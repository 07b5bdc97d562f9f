import type { Sample } from '@/lib/crm/imports/columns/look';

/** Some values of a column as they stand in the file, and as they would be kept. */
export function ColumnSamples({ label, samples }: { label: string; samples: readonly Sample[] }) {
  if (samples.length === 0) return <p className="text-subtle text-xs">No row has a value here.</p>;
  return (
    <table aria-label={label} className="w-full table-fixed text-left text-xs">
      <thead className="text-muted">
        <tr>
          <th scope="col" className="w-1/2 pr-3 pb-0.5 font-medium">
            In the file
          </th>
          <th scope="col" className="pb-0.5 font-medium">
            Kept as
          </th>
        </tr>
      </thead>
      <tbody>
        {samples.map(({ before, after }) => (
          <tr key={before}>
            <td className="truncate py-0.5 pr-3 text-fg">
              <bdi>{before}</bdi>
            </td>
            <td className="truncate py-0.5 text-fg">
              <After text={after} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function After({ text }: { text: string | null }) {
  if (text === null) return <span className="text-danger-text">Cannot be read</span>;
  return text === '' ? <span className="text-subtle">Empty</span> : <bdi>{text}</bdi>;
}
