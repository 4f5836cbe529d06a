import type { Kysely, Selectable } from "kysely";
import type { Catalogue, Touchpoint } from "../../model/touchpoint.ts";
import type { Tables } from "../../store/records/tables.ts";
import { usualCatalogue } from "./usual.ts";

type Database = Kysely<Tables>;

/** A workspace's catalogue: the one that it made, or the usual one while it has none. */
export async function readCatalogue(database: Database, workspaceId: string): Promise<Catalogue> {
  const own = (table: "touchpoints" | "place_rules") =>
    database.selectFrom(table).where("workspace_id", "=", workspaceId).orderBy("position").orderBy("id");
  const [touchpoints, rules] = [
    await own("touchpoints").selectAll("touchpoints").execute(),
    await own("place_rules").selectAll("place_rules").execute(),
  ];
  if (touchpoints.length === 0 && rules.length === 0) return usualCatalogue();
  return {
    touchpoints: touchpoints.map(touchpointOf),
    rules: rules.map(({ id, conditions, touchpoint_id }) => ({ id, conditions, touchpointId: touchpoint_id })),
  };
}

const touchpointOf = (row: Selectable<Tables["touchpoints"]>): Touchpoint => ({
  id: row.id,
  name: row.name,
  names: row.names,
  channel: row.channel,
  stage: row.stage,
  owner: row.owner,
  isDirect: row.is_direct,
  isControllable: row.is_controllable,
  isMoment: row.is_moment,
  description: row.description,
});

/** Writes a catalogue down as a workspace's own, in the place of the one that it has. */
export async function writeCatalogue(trx: Database, workspaceId: string, { touchpoints, rules }: Catalogue): Promise<void> {
  await trx.deleteFrom("place_rules").where("workspace_id", "=", workspaceId).execute();
  await trx.deleteFrom("touchpoints").where("workspace_id", "=", workspaceId).execute();
  if (touchpoints.length > 0)
    await trx
      .insertInto("touchpoints")
      .values(touchpoints.map((touchpoint, index) => ({ workspace_id: workspaceId, ...rowOf(touchpoint), position: index + 1 })))
      .execute();
  if (rules.length > 0)
    await trx
      .insertInto("place_rules")
      .values(
        rules.map(({ id, conditions, touchpointId }, index) => ({
          workspace_id: workspaceId,
          id,
          position: index + 1,
          conditions: JSON.stringify(conditions),
          touchpoint_id: touchpointId,
        })),
      )
      .execute();
}

/** A touchpoint as it stands in its table, without its place in the order. */
export const rowOf = ({ id, name, names, channel, stage, owner, isDirect, isControllable, isMoment, description }: Touchpoint) => ({
  id,
  name,
  names: JSON.stringify(names),
  channel,
  stage,
  owner,
  is_direct: isDirect,
  is_controllable: isControllable,
  is_moment: isMoment,
  description,
});
