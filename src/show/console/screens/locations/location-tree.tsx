import { ActionIcon, Skeleton, Tree, type TreeNodeData, useTree, getTreeExpandedState } from "@mantine/core";
import { IconChevronRight, IconPencil, IconPlus } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Location, useTraffic } from "../../data/locations.ts";
import { useFormat } from "../../frame/format.ts";
import css from "./locations.module.css";

type Props = { of: Location[]; onOpen: (location: Location) => void; onAdd: (parentId: string) => void };

/** The locations as a tree: arrow keys walk it and open it, Enter changes what one is standing on. */
export function LocationTree({ of, onOpen, onAdd }: Props) {
  const { t } = useTranslation();
  const { number } = useFormat();
  const traffic = useTraffic().data?.locations;
  const data = useMemo(() => nodesBelow(of, null), [of]);
  const tree = useTree({ initialExpandedState: getTreeExpandedState(data, "*") });
  const facts = new Map(traffic?.map(({ id, interactions, answers }) => [id, interactions + answers]));
  const byId = new Map(of.map((location) => [location.id, location]));
  return (
    <Tree
      data={data}
      tree={tree}
      levelOffset={22}
      className={css.tree ?? ""}
      aria-label={t("locations.tree")}
      onKeyDown={(event) => {
        const id = (event.target as HTMLElement).closest("[data-value]")?.getAttribute("data-value");
        const location = event.key === "Enter" && (event.target as HTMLElement).tagName !== "BUTTON" && byId.get(id ?? "");
        if (location) onOpen(location);
      }}
      renderNode={({ node, expanded, hasChildren, elementProps }) => {
        const location = byId.get(node.value);
        if (!location) return null;
        return (
          <div {...elementProps} className={`${elementProps.className} ${css.row}`}>
            <IconChevronRight
              size={14}
              className={css.chevron ?? ""}
              data-open={expanded || undefined}
              data-leaf={!hasChildren || undefined}
              aria-hidden
            />
            <span className={css.name}>
              {location.name}
              {location.kind && <small>{location.kind}</small>}
            </span>
            <span className={css.codes}>
              {location.codes.slice(0, 3).map((code) => (
                <code key={code}>{code}</code>
              ))}
            </span>
            <span className={css.count} title={t("locations.factsWhy")}>
              {traffic ? number(facts.get(location.id) ?? 0) : <Skeleton height={12} width={40} ml="auto" />}
            </span>
            <span className={css.does}>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("locations.addBelow", { name: location.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  onAdd(location.id);
                }}
              >
                <IconPlus size={15} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("locations.change", { name: location.name })}
                onClick={(event) => {
                  event.stopPropagation();
                  onOpen(location);
                }}
              >
                <IconPencil size={15} />
              </ActionIcon>
            </span>
          </div>
        );
      }}
    />
  );
}

function nodesBelow(locations: readonly Location[], parentId: string | null): TreeNodeData[] {
  return locations
    .filter((location) => location.parentId === parentId)
    .map(({ id, name }) => {
      const children = nodesBelow(locations, id);
      return { value: id, label: name, ...(children.length > 0 ? { children } : {}) };
    });
}
