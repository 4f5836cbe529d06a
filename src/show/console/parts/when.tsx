import { Tooltip } from "@mantine/core";
import { useFormat } from "../frame/format.ts";

/** A moment, relative where it helps and exact on hover, in the workspace's zone. */
export function When({ at, plain }: { at: string; /** Date and time instead of "2 h ago". */ plain?: boolean }) {
  const { relative, moment, exact } = useFormat();
  return (
    <Tooltip label={exact(at)}>
      <time dateTime={at} style={{ whiteSpace: "nowrap" }}>
        {plain ? moment(at) : relative(at)}
      </time>
    </Tooltip>
  );
}
