import { SourceWarnings } from "../warnings/source-warnings.tsx";
import { SchemaPanel } from "./schema-panel.tsx";

/** What was noticed about a source, and which names it uses: the same for every kind of source. */
export function SourceSight({ source }: { source: string }) {
  return (
    <>
      <SourceWarnings source={source} />
      <SchemaPanel source={source} />
    </>
  );
}
